/** A file that was dropped, where it lies below what was dropped: `Dataset122_CT/nnUNetPlans.json`. */
export interface DroppedFile {
  readonly path: string;
  readonly file: Blob & { readonly lastModified?: number };
}

/** What lies in the drop and can be asked about. */
export interface Place {
  /** Absolute, below `/`. */
  readonly path: string;
  readonly kind: 'plans' | 'model' | 'checkpoint' | 'dataset' | 'file';
  /** As people call it: `Dataset122_CT/nnUNetPlans`. */
  readonly label: string;
  /** Of plans. */
  readonly configurations: readonly string[];
}

/** A value of plans that somebody may want to change. */
export interface EditableField {
  /** RFC 6901, in the plans file. */
  readonly pointer: string;
  readonly configuration: string;
  readonly name: string;
  /** As JSON. */
  readonly text: string;
}

/** What the page asks of the worker; `number` tells answers apart. */
export type Request =
  | { readonly kind: 'open'; readonly files: readonly DroppedFile[] }
  | {
      readonly kind: 'check';
      readonly source: string;
      readonly target: string;
      readonly checkpoint?: string;
      readonly configurations: readonly string[];
      readonly direction?: string;
    }
  | { readonly kind: 'audit'; readonly paths: readonly string[] }
  | { readonly kind: 'diff'; readonly a: string; readonly b: string }
  | { readonly kind: 'match'; readonly paths: readonly string[] }
  | { readonly kind: 'show'; readonly path: string }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'fields'; readonly path: string }
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'format'; readonly format: DownloadFormat };

export interface Edit {
  readonly pointer: string;
  /** JSON. */
  readonly text: string;
}

export const downloadFormats = ['html', 'json', 'sarif', 'markdown'] as const;
export type DownloadFormat = (typeof downloadFormats)[number];

export type Answer =
  | { readonly kind: 'places'; readonly places: readonly Place[]; readonly notes: readonly string[] }
  /** Markup of our own making. */
  | { readonly kind: 'report'; readonly markup: string; readonly downloads: readonly DownloadFormat[] }
  | { readonly kind: 'fields'; readonly fields: readonly EditableField[] }
  | { readonly kind: 'edited'; readonly markup: string; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'progress'; readonly fraction: number; readonly text: string }
  /** What stands in the way: wrong choice, unreadable input. */
  | { readonly kind: 'trouble'; readonly message: string; readonly hints: readonly string[] };

export interface ToWorker {
  readonly number: number;
  readonly request: Request;
}

export interface FromWorker {
  readonly number: number;
  readonly answer: Answer;
}
