/** Made by src/web/build.ts. */
declare module 'built-in' {
  /** The bundled worker. */
  export const workerSource: string;
  export interface Example {
    readonly id: string;
    readonly files: readonly { readonly path: string; readonly content: number }[];
  }
  export const examples: readonly Example[];
  /** By the numbers above: JSON as it is, everything else in base64. */
  export const contents: readonly string[];
}

/** The script of the format html (src/report/html/script.ts) as a function: a page may not make code out of text. */
declare module 'report-script' {
  export function activateReport(): void;
}
