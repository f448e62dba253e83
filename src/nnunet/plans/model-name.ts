/** What the name of a model folder says: `<trainer>__<plans>__<configuration>`. */
export interface ModelName {
  readonly trainer: string;
  readonly plans: string;
  readonly configuration: string;
}

/**
 * The parts of a model folder's name (utilities/file_path_utilities.py); `undefined` for other folders. Plans for nnssl are called
 * `ptPlans__NAME____Spacing__…`: their models have more parts than three.
 */
export function modelName(name: string): ModelName | undefined {
  const parts = name.split('__');
  const [trainer = '', plans = ''] = parts;
  const configuration = parts.at(-1) ?? '';
  if (parts.length === 3) return { trainer, plans, configuration };
  if (parts.length < 3 || !plans.startsWith('ptPlans')) return undefined;
  return { trainer, plans: parts.slice(1, -1).join('__'), configuration };
}
