// Loaded before the program in a process of its own: at its end, what it took.
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(
    process.env.NNPLANS_MEASURE,
    JSON.stringify({ memory: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }),
  );
});
