// The entry of every command in package.json. It runs on the Node that the machine happens to have (20 or newer) and
// without dependencies, because it is what installs them.

const minimumMajor = 20
const [name = '', ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < minimumMajor) {
  process.stderr.write(`Fluxkit needs Node.js ${minimumMajor} or newer; this is ${process.version}.\n`)
  process.exitCode = 1
} else {
  // Imported late: older versions of Node stop at syntax in these files before they could print the sentence above.
  const { main } = await import('./setup/main.mjs')
  await main(name, args)
}
