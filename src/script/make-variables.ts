/** Variables of a Makefile by name, with the text behind their `=`, not yet expanded. */
export type MakeVariables = Map<string, string>;

/** @param operator `=`, `:=`, `?=`, `+=` or `!=` */
export function setVariable(variables: MakeVariables, name: string, operator: string, value: string): void {
  const before = variables.get(name);
  if (operator === '?=' && before !== undefined) return;
  if (operator === '+=') variables.set(name, before === undefined ? value : `${before} ${value}`);
  else if (operator === '!=') variables.set(name, `$(shell ${value})`);
  // A variable that refers to itself means its value from before.
  else
    variables.set(
      name,
      before === undefined ? value : value.replaceAll(`$(${name})`, before).replaceAll(`\${${name}}`, before),
    );
}
