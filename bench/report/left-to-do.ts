/** Notes on the numbers, written by hand after reading them; every other part of the guide is generated. */
export const leftToDo = `What explains the numbers, and what is missing where a goal isn't met:

- **Memory while 1,000 tasks wait.** A waiting task takes 3.5 kB, including its caller's promise. The rest is V8's young generation, whose
  size differs from run to run (\`--max-semi-space-size=4\` limits it), and connections: core starts at most 64 submissions at once,
  and more only when the service is slow. V8 also compiles its parser of HTTP responses a second time, 16 to 20 MB per process; every
  client warms up first, so this isn't counted for any of them. Callbacks and held connections need more memory than polling,
  because they keep connections open.
- **Submissions that hold their connection** (\`mode: 'sync'\`) have no such limit: they would wait for each other's images.
- **A task costs more CPU with a callback** than its share of batch polls: the host's HTTP server, a web \`Request\`, and two HMACs
  (about 20 µs each).
- **Import and first answer** are mostly undici and zod loading from their packages (80 and 100 ms). Bundled apps load less.
- **The browser bundle** is just within its goal. zod is 4 kB of it, downloading and identifying images 5, searching for lost submissions
  2, and recognizing acceptance in responses 2.
- **Lag** was measured on an otherwise idle machine. At a load of 8 to 12, polling had 280 ms (median) and 801 ms (p95), and callbacks a
  second.
- **To disk**: core flushes the file and moves it into place; bare undici doesn't. Chunks are written one after the other.`
