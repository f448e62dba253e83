import {
  readEditableMapping,
  readEditableSource,
  readMetadataVersion,
  readPathFile,
  readProjectVersion,
  readPyvenvConfig,
} from '../../../src/io/python-environment/environment-files.js';

test('pyvenv.cfg', () => {
  const config = readPyvenvConfig('home = /usr/bin\nInclude-System-Site-Packages = false\r\nversion=3.11.7\nno sign\n');
  expect([...config]).toEqual([
    ['home', '/usr/bin'],
    ['include-system-site-packages', 'false'],
    ['version', '3.11.7'],
  ]);
});

test('METADATA: its head alone', () => {
  expect(readMetadataVersion('Metadata-Version: 2.4\nName: nnunetv2\nVersion: 2.8.1\n\nVersion: 9\n')).toBe('2.8.1');
  expect(readMetadataVersion('Name: nnunetv2\n\nVersion: 9\n')).toBeUndefined();
});

test.each([
  ['[project]\nname = "nnunetv2"\nversion = "2.5.1"\n[tool.x]\nversion = "9"\n', '2.5.1'],
  ["[build-system]\nrequires = ['x']\nversion = '9'\n\n[project]\nversion = '2.1.1' # fork\n", '2.1.1'],
  ['[tool.poetry]\nversion = "2.2"\n', '2.2'],
  ['[project]\nname = "x"\ndynamic = ["version"]\n[tool.setuptools]\nversion = "9"\n', undefined],
  ['', undefined],
])('pyproject.toml %j', (text, version) => {
  expect(readProjectVersion(text)).toBe(version);
});

test('.pth', () => {
  expect(
    readPathFile(
      '# a comment\n/home/me/nnUNet\r\n\nimport __editable___nnunetv2_2_8_1_finder; __editable___nnunetv2_2_8_1_finder.install()\nimport sys; exec("x")\n',
    ),
  ).toEqual({
    folders: ['/home/me/nnUNet'],
    modules: ['__editable___nnunetv2_2_8_1_finder', 'sys'],
  });
});

test('the finder of setuptools', () => {
  const text =
    "import sys\nMAPPING: dict[str, str] = {'nnunetv2': '/home/me/nnUNet/nnunetv2', \"other\": \"/a\\\\b\"}\nNAMESPACES: dict[str, list[str]] = {'x': []}\n";
  expect([...readEditableMapping(text)]).toEqual([
    ['nnunetv2', '/home/me/nnUNet/nnunetv2'],
    ['other', '/a\\b'],
  ]);
  expect([...readEditableMapping('MAPPING = {}')]).toEqual([]);
  expect([...readEditableMapping('')]).toEqual([]);
});

test.each([
  ['{"dir_info": {"editable": true}, "url": "file:///home/me/my%20nnUNet"}', '/home/me/my nnUNet'],
  ['{"dir_info": {}, "url": "file:///home/me/nnUNet"}', undefined],
  ['{"dir_info": {"editable": true}, "url": "file:///%zz"}', undefined],
  ['', undefined],
])('direct_url.json %s', (text, folder) => {
  expect(readEditableSource(text)).toBe(folder);
});
