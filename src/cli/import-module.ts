/** What a file of JavaScript exports. In a file of its own, also when bundled: code that V8 has kept from an earlier run cannot import anything. */
export async function importModule(url: string): Promise<unknown> {
  return await import(url);
}
