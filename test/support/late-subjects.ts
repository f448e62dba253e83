export { openScript } from '../../src/workspace/open-script.js';
export { suppressionUses } from './suppression-uses.js';
