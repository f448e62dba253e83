import type { ConfiguredTransfer } from '../../engine/config-transfers.js';
import { absolutePath, relativeTo } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';
import type { Transfer } from '../../workspace/subjects.js';
import { Unresolved } from '../../workspace/unresolved.js';
import { placed } from '../placed.js';
import { Trouble } from '../trouble.js';
import { type RequestNames, transferOf } from './transfer-of.js';

const configNames: RequestNames = {
  source: { dataset: '"pretraining"', plans: '"pretraining": "DATASET/PLANS"' },
  target: { dataset: '"finetuning"', plans: '"finetuning": "DATASET/PLANS"' },
  checkpoint: '"checkpoint"',
};

/**
 * A transfer as the config names it: its paths start at the folder of the config.
 * @throws Trouble when one of its names leads nowhere, with its place in the config
 */
export function configuredTransfer(reach: Reach, configured: ConfiguredTransfer): Transfer {
  const { pretraining, finetuning, configurations, checkpoint, folder, document, pointer } = configured;
  const inFolder: Reach = { ...reach, cwd: folder, absolute: (path) => absolutePath(folder, path) };
  try {
    return transferOf(inFolder, { source: pretraining, target: finetuning, configurations, checkpoint }, configNames);
  } catch (error) {
    if (!(error instanceof Unresolved)) throw error;
    const place = placed(relativeTo(reach.cwd, document.file), document.position(pointer));
    throw new Trouble(`${place}: ${error.message}`, error.hints, 'config');
  }
}
