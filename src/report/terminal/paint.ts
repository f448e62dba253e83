export type Paint = (text: string, colour: Colour) => string;

export type Colour = 'red' | 'yellow' | 'blue' | 'green' | 'grey' | 'bold';

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  blue: [36, 39],
  green: [32, 39],
  grey: [90, 39],
  bold: [1, 22],
};

/** Colours for a terminal; without, the text as it is. */
export function painter(colour: boolean): Paint {
  if (!colour) return (text) => text;
  return (text, name) => {
    const [on, off] = codes[name];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
