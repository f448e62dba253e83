import nnplans = require('nnplans');

declare const console: { log(text: string): void };

const report: nnplans.Report = nnplans.audit(['nnUNet_preprocessed/Dataset121_AbdomenCT']);
console.log(JSON.stringify({ errors: report.summary.error, rules: nnplans.rules.length > 50 }));
