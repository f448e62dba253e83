// Everything that a rule of one's own may need: the contract that nnplans' own rules keep to, what they look at, and the words they are written in.

export {
  type Change,
  defineRule,
  type Example,
  type FindingData,
  type FindingOf,
  type Many,
  type Messages,
  type NotChecked,
  type OptionSchema,
  type OptionsOf,
  type OptionsSchema,
  type Place,
  type RelatedPlace,
  type Rule,
  type RuleContext,
  type RuleDefinition,
  type RuleReference,
  type Yielding,
  type YieldingWhere,
} from './engine/rule.js';
export type { Severity } from './engine/severity.js';
export type { JsonDocument, JsonProblem, TextPosition } from './io/json/document.js';
export {
  isObject,
  type JsonObject,
  type JsonValue,
  member,
  pointer,
  pointerParts,
  valueAt,
} from './io/json/value.js';
export { moveCommand, preprocessCommand } from './nnunet/command-line/commands.js';
export { axisName } from './nnunet/plans/axes.js';
export type { Configuration } from './nnunet/plans/configuration.js';
export type { Plans } from './nnunet/plans/plans.js';
export {
  allClose,
  integerList,
  isClose,
  median,
  numberList,
  product,
  text,
  textList,
} from './nnunet/values/numbers.js';
export {
  counted,
  firstFew,
  inQuotes,
  inUnits,
  plainNumber,
  quoted,
  quotedList,
  timesList,
  wordList,
} from './nnunet/words/wording.js';
export type { PreprocessedCase, UnprocessedCase } from './workspace/case-subjects.js';
export type { Checkpoint, Fold, ModelFolder } from './workspace/model-subjects.js';
export type { Script } from './workspace/script-subjects.js';
export type {
  AnySubject,
  DataFolder,
  DataFolderUse,
  Dataset,
  PlansConfiguration,
  PlansFile,
  Roots,
  SubjectKind,
  Subjects,
  Transfer,
  TransferConfiguration,
} from './workspace/subjects.js';
