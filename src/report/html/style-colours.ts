/** Every text on every ground it stands on has a contrast of at least 4.5 to 1, marks of at least 3 to 1 (WCAG 2.2, AA). */
const light = `
  --page: #fbfbfa; --card: #ffffff; --sunken: #f1f1ef; --text: #1d2126; --muted: #5a626b; --line: #e3e3e0; --edge: #858b92;
  --accent: #1f5fa6; --focus: #1f5fa6; --before: #6b7580; --before-soft: #c9ced4; --after: #1f6fb8; --after-soft: #a9cdf0;
  --error: #a8201a; --error-soft: #fdeeec; --warning: #7d5200; --warning-soft: #fdf3dd; --info: #4d5a68; --info-soft: #eef1f4;
  --good: #1d6b45; --good-soft: #e9f5ee; --shade-top: 45%; --shade-left: 70%; --shade-right: 95%`;

const dark = `
  --page: #14171a; --card: #1b1f23; --sunken: #262b31; --text: #e6e8ea; --muted: #a3abb4; --line: #30363c; --edge: #78828c;
  --accent: #82b8f2; --focus: #9cc8f7; --before: #9aa4ae; --before-soft: #4a525a; --after: #62aef2; --after-soft: #2b5a87;
  --error: #ff9d94; --error-soft: #3a1d1c; --warning: #f0bf5c; --warning-soft: #352a12; --info: #b4c0cc; --info-soft: #272d34;
  --good: #7fd0a3; --good-soft: #172e23; --shade-top: 95%; --shade-left: 70%; --shade-right: 48%`;

/** Colours by what they mean: grounds and texts, severities, and the two sides of a transfer. */
export const colours = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { @media not print { :root { ${dark} } } }
.error { --tone: var(--error); --tone-soft: var(--error-soft) }
.warning { --tone: var(--warning); --tone-soft: var(--warning-soft) }
.info { --tone: var(--info); --tone-soft: var(--info-soft) }
.good { --tone: var(--good); --tone-soft: var(--good-soft) }
.danger { --tone: var(--error) }
.before { --side: var(--before); --side-soft: var(--before-soft) }
.after { --side: var(--after); --side-soft: var(--after-soft) }
`;
