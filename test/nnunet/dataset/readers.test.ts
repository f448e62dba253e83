import {
  imageDimension,
  overwrittenReader,
  readerOfMove,
  readerOfPlanner,
  supportedEndings,
} from '../../../src/nnunet/dataset/readers.js';

// Found by letting nnU-Net 2.8.1 choose a reader for real images of each kind.
test.each([
  ['.nii.gz', 3, 'SimpleITKIO', 'SimpleITKIO'],
  ['.NII.GZ', 3, 'SimpleITKIO', 'SimpleITKIO'],
  ['.nii', 3, 'SimpleITKIO', 'NibabelIO'],
  ['.nrrd', 3, 'SimpleITKIO', 'SimpleITKIO'],
  ['.mha', 3, 'SimpleITKIO', 'SimpleITKIO'],
  ['.mhd', 3, 'SimpleITKIO', undefined],
  ['.gipl', 3, 'SimpleITKIO', 'SimpleITKIO'],
  ['.png', 2, 'NaturalImage2DIO', 'NaturalImage2DIO'],
  ['.bmp', 2, 'NaturalImage2DIO', 'NaturalImage2DIO'],
  ['.jpg', 2, 'NaturalImage2DIO', undefined],
  ['.tif', 2, 'NaturalImage2DIO', 'NaturalImage2DIO'],
  ['.tif', 3, 'SimpleITKIO', 'Tiff3DIO'],
  ['.tiff', 2, 'NaturalImage2DIO', 'Tiff3DIO'],
  ['.tiff', 3, 'SimpleITKIO', 'Tiff3DIO'],
  ['.tif', undefined, undefined, undefined],
  ['.xyz', 3, undefined, undefined],
] as const)('%s with %s axes: the move takes %s, the planner %s', (ending, dimension, ofMove, ofPlanner) => {
  const datasetJson = { file_ending: ending };
  expect(readerOfMove(datasetJson, dimension)).toBe(ofMove);
  expect(readerOfPlanner(datasetJson, dimension)).toBe(ofPlanner);
});

test('dataset.json may ask for another reader', () => {
  const asking = (name: string) => ({ file_ending: '.nii.gz', overwrite_image_reader_writer: name });
  expect(readerOfMove(asking('NibabelIOWithReorient'), 3)).toBe('NibabelIOWithReorient');
  expect(readerOfPlanner(asking('None'), 3)).toBe('SimpleITKIO');
  expect(overwrittenReader(undefined)).toBeUndefined();
});

test('readers of forks support nobody knows what', () => {
  expect(supportedEndings('DicomIO')).toBeUndefined();
  expect(supportedEndings('NibabelIO')).toEqual(['.nii', '.nii.gz']);
});

test.each([
  [{ spacings: [[999, 1, 1]] }, 2],
  [{ spacings: [[5, 1, 1]] }, 3],
  [{ spacings: [] }, undefined],
  [undefined, undefined],
  [{ spacings: [[1, 1]] }, undefined],
] as const)('images of the fingerprint %j have %s axes', (fingerprint, dimension) => {
  expect(imageDimension(fingerprint === undefined ? undefined : JSON.parse(JSON.stringify(fingerprint)))).toBe(
    dimension,
  );
});
