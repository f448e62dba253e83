/**
 * What the page can do beyond being read; without it everything is still there. It knows nothing of the report but the elements of the
 * page, and puts texts into the page as texts only.
 */
export const script = String.raw`
(() => {
  'use strict';
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing');
  const groups = [...document.querySelectorAll('.group')].map((element) => ({
    element,
    rule: element.dataset.rule,
    severity: element.dataset.severity,
    advice: [...element.querySelectorAll('.advice')],
    rest: element.querySelector('details.rest'),
    findings: [...element.querySelectorAll('.finding')].map((finding) => ({
      element: finding,
      count: Number(finding.dataset.count),
      text: undefined,
    })),
  }));
  const total = groups.flatMap((group) => group.findings).reduce((sum, finding) => sum + finding.count, 0);

  function fits(finding, group, words) {
    finding.text ??= (group.rule + ' ' + finding.element.textContent).toLowerCase();
    return words.every((word) => finding.text.includes(word));
  }

  function apply() {
    const severities = [...form.querySelectorAll('[name=severity]:checked')].map((box) => box.value);
    const rule = form.elements.rule.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    let count = 0;
    for (const group of groups) {
      const isChosen =
        severities.includes(group.severity) && (rule.endsWith('/') ? group.rule.startsWith(rule) : rule === '' || group.rule === rule);
      let inGroup = 0;
      for (const finding of group.findings) {
        const isShown = isChosen && fits(finding, group, words);
        finding.element.hidden = !isShown;
        if (isShown) inGroup += finding.count;
      }
      for (const advice of group.advice) advice.hidden = advice.querySelector('.finding:not([hidden])') === null;
      if (group.rest !== null) {
        const fitting = group.rest.querySelectorAll('.finding:not([hidden])').length;
        group.rest.hidden = fitting === 0;
        group.rest.firstElementChild.textContent = 'and ' + fitting + ' more of the same';
        // So few can be looked through.
        if (words.length > 0 && fitting > 0 && fitting <= 100) group.rest.open = true;
      }
      group.element.hidden = inGroup === 0;
      count += inGroup;
    }
    const isNarrowed = words.length > 0 || rule !== '';
    for (const part of document.querySelectorAll('details.consequences')) {
      part.hidden = part.querySelector('.group:not([hidden])') === null;
      if (isNarrowed && !part.hidden) part.open = true;
    }
    nothing.hidden = count > 0;
    const findings = total === 1 ? ' finding' : ' findings';
    shown.textContent = (count === total ? '' : count + ' of ') + total + findings;
  }

  function remember() {
    const boxes = [...form.querySelectorAll('[name=severity]')];
    const state = new URLSearchParams();
    if (!boxes.every((box) => box.checked)) {
      state.set('severity', boxes.filter((box) => box.checked).map((box) => box.value).join(','));
    }
    for (const name of ['rule', 'text']) if (form.elements[name].value !== '') state.set(name, form.elements[name].value);
    const hash = state.toString();
    history.replaceState(null, '', hash === '' ? location.pathname + location.search : '#' + hash);
  }

  function recall() {
    if (location.hash !== '' && !location.hash.includes('=')) return;
    const state = new URLSearchParams(location.hash.slice(1));
    const severities = state.has('severity') ? state.get('severity').split(',') : undefined;
    for (const box of form.querySelectorAll('[name=severity]')) box.checked = severities === undefined || severities.includes(box.value);
    form.elements.text.value = state.get('text') ?? '';
    const rule = state.get('rule') ?? '';
    form.elements.rule.value = [...form.elements.rule.options].some((option) => option.value === rule) ? rule : '';
    apply();
  }

  if (form !== null) {
    form.hidden = false;
    let waiting = 0;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); remember(); }, 120);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(() => { apply(); remember(); }));
    addEventListener('hashchange', recall);
    apply();
    recall();
    for (const link of document.querySelectorAll('a[data-text]')) {
      link.addEventListener('click', () => {
        form.reset();
        form.elements.text.value = link.dataset.text;
        setTimeout(() => { apply(); remember(); });
      });
    }
  }

  if (navigator.clipboard !== undefined) {
    for (const command of document.querySelectorAll('pre.command')) {
      const text = command.textContent;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', 'Copy the command ' + text);
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(text);
        button.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy'; }, 1500);
      });
      command.prepend(button);
    }
  }

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open], .why)')];
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });
})();
`;
