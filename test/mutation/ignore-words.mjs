import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What documents a rule: read by people, and held by the generated pages. */
const words = new Set(['why', 'summary', 'sources', 'since', 'examples', 'description']);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore(path) {
      const isDocumentation =
        path.isObjectProperty() && path.node.key.type === 'Identifier' && words.has(path.node.key.name);
      return isDocumentation ? 'It documents a rule.' : undefined;
    },
  }),
];
