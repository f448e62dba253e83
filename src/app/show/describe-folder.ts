import { member } from '../../io/json/value.js';
import { auditCommand } from '../../nnunet/command-line/commands.js';
import { rawCases } from '../../nnunet/dataset/case-names.js';
import { readFolds } from '../../nnunet/dataset/splits.js';
import { storedCases } from '../../nnunet/dataset/stored-cases.js';
import { counted, plainNumber, wordList } from '../../nnunet/words/wording.js';
import { type Description, type Fact, type FactGroup, fact } from '../../report/description.js';
import { openDataFolder } from '../../workspace/data-folder.js';
import { identifyFolder, shown } from '../../workspace/identify.js';
import type { ModelFolder } from '../../workspace/model-subjects.js';
import { datasetAt, modelAt } from '../../workspace/open-found.js';
import { join } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';
import type { DataFolder, Dataset } from '../../workspace/subjects.js';
import { datasetFacts } from './describe-json.js';
import { otherFolderContent } from './describe-other-folder.js';
import { configurationGroup, plansFacts } from './describe-plans.js';
import { originFacts } from './origin-facts.js';

type Content = Omit<Description, 'file' | 'size'>;

/** A folder: a dataset, a model, preprocessed cases, a root of datasets, or any other. */
export function describeFolder(reach: Reach, path: string): Content {
  const entries = reach.storage.list(path) ?? [];
  const found = identifyFolder(reach, path, entries);
  switch (found.kind) {
    case 'model':
      return modelContent(reach, modelAt(reach, path));
    case 'dataset':
      return datasetContent(reach, datasetAt(reach, path, found.place));
    case 'preprocessed-root':
      return rootContent(reach, path);
    case 'raw-dataset':
      return rawContent(reach, path);
    default: {
      const folder = openDataFolder(reach.storage, path);
      return folder.files.size > 0 ? dataContent(folder) : otherFolderContent(reach, path);
    }
  }
}

function datasetContent(reach: Reach, dataset: Dataset): Content {
  const folds = readFolds(dataset.splits.value)?.length;
  return {
    kind: 'dataset',
    what: dataset.place === 'preprocessed' ? 'preprocessed dataset' : 'files of a dataset',
    facts: [
      ...datasetFacts(dataset.datasetJson.value),
      ...fact('hasDatasetJson', 'dataset.json', dataset.datasetJson.value !== undefined, there(dataset.datasetJson)),
      ...fact('hasFingerprint', 'fingerprint', dataset.fingerprint.value !== undefined, there(dataset.fingerprint)),
      ...fact('folds', 'splits', folds ?? 0, folds === undefined ? 'none yet' : counted(folds, 'fold')),
      ...fact(
        'groundTruth',
        'ground truth',
        dataset.groundTruth?.length,
        counted(dataset.groundTruth?.length ?? 0, 'file'),
      ),
      ...fact(
        'models',
        'models',
        dataset.models.map(({ name }) => name),
        wordList(dataset.models.map(({ name }) => name)) || 'nnplans found none',
      ),
    ],
    groups: [
      {
        key: 'plans',
        name: '',
        layout: 'rows',
        items: dataset.plansFiles.map((file) => [
          ...fact('plans', 'plans', file.stem),
          ...fact(
            'configurations',
            'configurations',
            [...file.plans.configurationNames],
            file.plans.configurationNames.join(', '),
          ),
          ...originFacts(reach, file, dataset),
        ]),
      },
      dataGroup(dataset.dataFolders),
    ],
    remarks: [`To check it: ${auditCommand(shown(reach, dataset.folder))}`],
  };
}

function there({ value, problems }: Dataset['datasetJson']): string {
  const [fatal] = problems.filter((problem) => problem.fatal);
  return value === undefined ? (fatal?.message ?? 'empty') : 'there';
}

function dataGroup(folders: readonly DataFolder[]): FactGroup {
  const items = folders.map((folder) => [...fact('folder', 'data folder', folder.name), ...caseFacts(folder)]);
  return { key: 'dataFolders', name: '', layout: 'rows', items };
}

function caseFacts(folder: DataFolder): readonly Fact[] {
  const stored = storedCases(folder.files);
  return [
    ...fact('cases', 'cases', folder.files.size),
    ...fact('format', 'format', stored?.format, stored === undefined ? undefined : `.${stored.format}`),
    ...fact('incomplete', 'incomplete', stored?.incomplete.size),
  ];
}

function dataContent(folder: DataFolder): Content {
  return { kind: 'data-folder', what: 'preprocessed cases', facts: caseFacts(folder), groups: [], remarks: [] };
}

function modelContent(reach: Reach, model: ModelFolder): Content {
  const { nameParts, plansFile } = model;
  const configurations = configurationGroup(plansFile);
  const used = configurations.items.filter(
    ([name]) => nameParts === undefined || name?.value === nameParts.configuration,
  );
  return {
    kind: 'model',
    what: 'model folder: what nnUNetv2_predict needs',
    facts: [
      ...fact('dataset', 'dataset', model.datasetName),
      ...fact('trainer', 'trainer', nameParts?.trainer),
      ...plansFacts(plansFile).filter(({ key }) => key !== 'dataset'),
      ...originFacts(reach, plansFile, model.dataset),
    ],
    groups: [{ ...configurations, items: used }, checkpointGroup(model)],
    remarks: [`To check it: ${auditCommand(shown(reach, model.folder))}`],
  };
}

function checkpointGroup(model: ModelFolder): FactGroup {
  const items = model.folds.flatMap((fold) =>
    fold.checkpoints.map(({ nameInModel, content }) => {
      const { checkpoint, fault } = content;
      const ema = checkpoint?.bestEma;
      return [
        ...fact('checkpoint', 'checkpoint', nameInModel),
        ...fact('epoch', 'epochs', checkpoint?.currentEpoch),
        ...fact('bestEma', 'best EMA', ema, ema === null ? 'none yet' : plainNumber(ema ?? 0)),
        ...fact('fault', 'cannot be read', fault?.message),
      ];
    }),
  );
  return { key: 'checkpoints', name: '', layout: 'rows', items };
}

function rawContent({ storage, home }: Reach, path: string): Content {
  const { value } = home.read(join(path, 'dataset.json'));
  const images = (storage.list(join(path, 'imagesTr')) ?? []).map(({ name }) => name);
  const labels = storage.list(join(path, 'labelsTr'));
  const ending = member(value, 'file_ending');
  const cases = typeof ending === 'string' ? rawCases(images, ending).length : undefined;
  return {
    kind: 'raw-dataset',
    what: 'raw dataset: images and labels, nothing planned yet',
    facts: [
      ...datasetFacts(value),
      ...fact('cases', 'cases found', cases),
      ...fact('images', 'images', images.length),
      ...fact('labelFiles', 'label files', labels?.length),
    ],
    groups: [],
    remarks: value === undefined ? ['It has no dataset.json that can be read.'] : [],
  };
}

function rootContent(reach: Reach, path: string): Content {
  const { datasets } = reach.workspaceOf(path).roots;
  return {
    kind: 'preprocessed-root',
    what: `nnUNet_preprocessed: ${counted(datasets.length, 'dataset')}`,
    facts: [],
    groups: [
      {
        key: 'datasets',
        name: '',
        layout: 'rows',
        items: datasets.map((dataset) => [
          ...fact('dataset', 'dataset', dataset.name),
          ...fact(
            'plans',
            'plans',
            dataset.plansFiles.map(({ stem }) => stem),
            wordList(dataset.plansFiles.map(({ stem }) => stem)) || 'none',
          ),
          ...fact(
            'dataFolders',
            'data folders',
            dataset.dataFolders.map(({ name }) => name),
            String(dataset.dataFolders.length),
          ),
        ]),
      },
    ],
    remarks: [`To check them: ${auditCommand(shown(reach, path))}`],
  };
}
