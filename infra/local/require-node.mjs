// Runs before every script, on whatever Node the shell finds first, so it is plain JavaScript for old versions.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This project needs Node 24 or later; this is ${process.version}.\n` +
      'On Linux (x64, arm64) `npm ci` brings its own Node 24: run `npm ci` without --omit=optional, then use npm scripts\n' +
      '(`npm start`, `npm test`), which find it. On other systems install Node 24 and run the command again.',
  );
  process.exit(1);
}
