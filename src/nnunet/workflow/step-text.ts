import type { Named } from './named.js';
import { datasetText } from './named.js';
import type { Step } from './steps.js';

/** One step for people: what is done, to which dataset, with which plans. */
export interface StepText {
  readonly does: string;
  readonly dataset: string;
  readonly plans: string;
}

const notKnown = '?';

export function stepText(step: Step): StepText {
  const dataset = step.dataset === undefined ? notKnown : datasetText(step.dataset);
  switch (step.kind) {
    case 'fingerprint':
      return { does: 'extract fingerprint', dataset, plans: '' };
    case 'plan':
      return { does: 'plan', dataset, plans: nameText(step.plans) };
    case 'move':
      return {
        does: 'move plans',
        dataset: `${step.source === undefined ? notKnown : datasetText(step.source)} → ${step.dataset?.shown ?? notKnown}`,
        plans: `${nameText(step.sourcePlans)} → ${nameText(step.plans)}`,
      };
    case 'preprocess':
      return {
        does: `preprocess ${step.configurations.map(nameText).join(' ')}`,
        dataset,
        plans: nameText(step.plans),
      };
    case 'train':
      return {
        does: `${step.weights === undefined ? 'train' : 'finetune'} ${nameText(step.configuration)}`,
        dataset,
        plans: nameText(step.plans),
      };
    case 'predict':
      return { does: `predict ${nameText(step.configuration)}`, dataset, plans: nameText(step.plans) };
  }
}

function nameText(name: Named | undefined): string {
  return name?.shown ?? notKnown;
}
