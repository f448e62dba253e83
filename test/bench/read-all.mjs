// What any audit has to do at least: list the folders, read the JSON files, parse them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const visit = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) visit(path);
    else if (entry.name.endsWith('.json')) JSON.parse(readFileSync(path, 'utf8'));
  }
};
visit(process.argv[2]);
