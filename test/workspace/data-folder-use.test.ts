import { openProject, projectFiles, withChanges } from '../support/example-project.js';

const folder = 'nnUNet_preprocessed/Dataset121_AbdomenCT';

function uses(changes: Parameters<typeof withChanges>[1], project = 'resenc') {
  const dataset = openProject(withChanges(projectFiles(project), changes)).dataset('Dataset121_AbdomenCT');
  return dataset.dataFolderUses.map(({ identifier, configurations, folder: found }) => ({
    identifier,
    users: configurations.map((user) => user.label.replace('Dataset121_AbdomenCT/', '')),
    exists: found !== undefined,
  }));
}

test('four plans share one data folder (real run)', () => {
  const shared = uses([]).find((use) => use.identifier === 'nnUNetPlans_3d_fullres');
  expect(shared).toEqual({
    identifier: 'nnUNetPlans_3d_fullres',
    users: ['SmallPlans', 'SmallResEncPlans', 'nnUNetPlans', 'nnUNetResEncUNetMPlans'].map(
      (name) => `${name}#3d_fullres`,
    ),
    exists: true,
  });
});

test('identifiers that are no name of a folder are left out', () => {
  const at = '/configurations/3d_fullres/data_identifier';
  for (const to of ['', '.', '..', 'a/b', 'a\\b', null, 5]) {
    const changes = [{ file: `${folder}/SmallPlans.json`, set: at, to }];
    const users = uses(changes).flatMap((use) => use.users);
    expect(users).not.toContain('SmallPlans#3d_fullres');
  }
});
