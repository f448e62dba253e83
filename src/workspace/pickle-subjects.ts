import type { PickleTrace } from '../io/pickle/trace.js';

/** One file that is opened as a pickle, or as pickles: whatever it names is looked up and called then. Read when first asked for. */
export interface PickledFile {
  readonly kind: 'pickle';
  readonly label: string;
  readonly path: string;
  readonly fileName: string;
  /**
   * Who opens it: `torch.load` a checkpoint, `load_pickle` the others. Functions that a `postprocessing.pkl` names are called later on
   * (postprocessing/remove_connected_components.py, `apply_postprocessing`).
   */
  readonly role: 'checkpoint' | 'case' | 'postprocessing' | 'other';
  /** What opening it would do, as far as it could be read. */
  readonly trace: PickleTrace;
}
