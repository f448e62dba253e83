import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Looks at an open page and says what is wrong with it. Expressions in quotes run in the page. */
export type Check = (page: Page, name: string) => Promise<readonly string[]>;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const checks: readonly (readonly [what: string, check: Check])[] = [
  ['reading', reading],
  ['accessibility', accessibility],
  ['keyboard', keyboard],
  ['filters', filters],
  ['paper', paper],
];

/** Nothing runs over the edge, nothing is broken by what the page shows. */
async function reading(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  const wide = await page
    .evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    .catch(() => 0);
  if (wide > 0) problems.push(`runs ${wide} pixels over the edge`);
  if ((await page.locator('main h1').count()) !== 1) problems.push('has no heading');
  if (!(await page.locator('#findings').isVisible())) problems.push('does not show the findings');
  return problems;
}

async function accessibility(page: Page, name: string): Promise<readonly string[]> {
  if (name === 'many') await page.evaluate(`document.querySelectorAll('.rest').forEach((rest) => rest.remove())`);
  else await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
  // The policy of the page forbids to add scripts; the driver evaluates past it.
  await page.evaluate(axe);
  const found = await page.evaluate<
    readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[]
  >(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}

/** Where the focus is. */
interface Stop {
  readonly name: string;
  readonly outline: string;
  /** In the window, and nothing lies upon it. */
  readonly isShown: boolean;
  /** Behind the last element of the page. */
  readonly isLast: boolean;
}

/** From the top with Tab: the skip link first, everything that can be operated, each with a visible outline. */
async function keyboard(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  const names: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    const { name, outline, isShown, isLast } = await page.evaluate<Stop>(`(() => {
      const element = document.activeElement;
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      return {
        name: element.getAttribute('aria-label') ?? element.getAttribute('name') ?? element.textContent.trim().slice(0, 40),
        outline: getComputedStyle(element).outlineStyle,
        isShown: element.contains(document.elementFromPoint(box.left + 3, box.top + box.height / 2)) || box.height > innerHeight,
        isLast: element === document.body,
      };
    })()`);
    if (isLast) break;
    names.push(name);
    if (outline === 'none') problems.push(`"${name}" has the focus and does not show it`);
    if (!isShown) problems.push(`"${name}" has the focus and is not to be seen`);
  }
  if (names[0] !== 'Skip to the findings') problems.push(`the first stop is "${names[0]}"`);
  await page.goto(page.url().replace(/#.*/, ''));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const reached = await page.evaluate<boolean>(`document.querySelector('#findings').contains(document.activeElement)`);
  if (!reached && (await page.locator('#filters').count()) > 0) problems.push('the skip link leads past the findings');
  return problems;
}

/** What is typed and chosen narrows the findings, stands in the address, and comes back from there. */
async function filters(page: Page): Promise<readonly string[]> {
  if ((await page.locator('#filters').count()) === 0) return [];
  const problems: string[] = [];
  const shown = () => page.locator('#shown').textContent();
  const all = await shown();
  if (!/^\d+ findings?$/.test(all ?? '')) problems.push(`counts "${all}"`);
  const first = page.locator('.group').first();
  const rule = (await first.getAttribute('data-rule')) ?? '';
  await page.selectOption('#filter-rule', rule);
  await page.waitForURL(/#.*rule=/);
  const others = await page.locator(`.group:not([data-rule="${rule.replaceAll('"', '\\"')}"]):visible`).count();
  if (others > 0) problems.push(`shows ${others} groups of other rules`);
  await page.fill('#filter-text', 'nothing has these words');
  await page.waitForURL(/#.*text=/);
  if (!(await page.locator('#nothing').isVisible())) problems.push('does not say that nothing fits');
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  if ((await page.locator('#filter-text').inputValue()) !== 'nothing has these words')
    problems.push('forgets its filters');
  await page.click('#filters button[type=reset]');
  await page.waitForURL((address) => address.hash === '');
  if ((await shown()) !== all) problems.push(`after a reset it counts "${await shown()}"`);
  if (await page.evaluate<boolean>('window.broken === true')) problems.push('runs a script from a file');
  return problems;
}

/** On paper nothing is folded but what rules say of themselves, and nothing is there to be operated. */
async function paper(page: Page, name: string): Promise<readonly string[]> {
  if (name === 'many') return [];
  const problems: string[] = [];
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  if ((await page.locator('details:not([open], .why)').count()) > 0) problems.push('folds something');
  if (await page.locator('nav').isVisible()) problems.push('shows the navigation');
  const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  if (!/^rgb\(2[45]\d, /.test(background)) problems.push(`has the background ${background}`);
  await page.emulateMedia({ media: null });
  return problems;
}
