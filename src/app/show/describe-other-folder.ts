import type { StorageEntry } from '../../io/storage.js';
import { auditCommand } from '../../nnunet/command-line/commands.js';
import { counted } from '../../nnunet/words/wording.js';
import { type Description, type FactGroup, fact } from '../../report/description.js';
import { identifyFolder, shown } from '../../workspace/identify.js';
import { isModelFolderName } from '../../workspace/model-folder.js';
import { join } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';

/** A folder that holds others of nnU-Net, such as nnUNet_raw and nnUNet_results; of any other only what lies directly in it. */
export function otherFolderContent(reach: Reach, path: string): Omit<Description, 'file' | 'size'> {
  const entries = reach.storage.list(path) ?? [];
  const known = entries.flatMap((entry) => {
    const what = entry.kind === 'folder' ? whatIsAt(reach, join(path, entry.name)) : undefined;
    return what === undefined ? [] : [{ name: entry.name, what }];
  });
  if (known.length === 0) {
    return {
      kind: 'folder',
      what: 'folder of no kind that nnU-Net makes',
      facts: fact('entries', 'entries', entries.length),
      groups: [endingsGroup(entries)],
      remarks: [],
    };
  }
  const isToBeJudged = known.some(({ what }) => what !== rawDataset);
  return {
    kind: 'folder',
    what: `folder with ${counted(known.length, 'folder')} of nnU-Net`,
    facts: fact('entries', 'entries', entries.length),
    groups: [
      {
        key: 'folders',
        name: '',
        layout: 'rows',
        items: known.map(({ name, what }) => [...fact('folder', 'folder', name), ...fact('what', 'what it is', what)]),
      },
    ],
    remarks: isToBeJudged ? [`To check them: ${auditCommand(shown(reach, path))}`] : [],
  };
}

const rawDataset = 'raw dataset';

function whatIsAt(reach: Reach, path: string): string | undefined {
  const entries = reach.storage.list(path) ?? [];
  const folders = entries.filter(({ kind }) => kind === 'folder');
  switch (identifyFolder(reach, path, entries).kind) {
    case 'raw-dataset':
      return rawDataset;
    case 'dataset':
      return 'dataset with plans';
    case 'model':
      return 'model';
    case 'preprocessed-root':
      return 'preprocessed datasets';
    default: {
      const models = folders.filter(({ name }) => isModelFolderName(name)).length;
      if (models > 0) return counted(models, 'model');
      const datasets = folders.filter(({ name }) => /^Dataset\d{3}_/.test(name)).length;
      return datasets > 0 ? counted(datasets, 'dataset') : undefined;
    }
  }
}

function endingsGroup(entries: readonly StorageEntry[]): FactGroup {
  const endings = new Map<string, number>();
  for (const { name, kind } of entries) {
    const ending = kind === 'folder' ? 'folders' : (/\.(nii\.gz|[^.]+)$/.exec(name)?.[0] ?? 'no ending');
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  const sorted = [...endings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    key: 'endings',
    name: '',
    layout: 'rows',
    items: sorted.map(([ending, number]) => [...fact('ending', 'what', ending), ...fact('number', 'number', number)]),
  };
}
