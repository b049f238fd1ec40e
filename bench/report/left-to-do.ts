/** Written by hand, after reading the numbers; the only part of the guide that no number fills in. */
export const leftToDo = `What stands behind the numbers, and what is left where a goal is missed:

- **Memory while 1,000 tasks wait** was 72 MB at first, as much as bare \`undici.request\` needs. 16 to 20 of them are V8 compiling the
  parser of HTTP answers once more, once a process and with one task as well: they are no longer counted for any client, since
  every client warms up first. 32 were V8's young generation, grown to its largest by what 1,000 connections at once keep alive, and the rest
  the connections: core now has at most 64 submissions on their way, and more only when the service is slow. A waiting task holds
  3.5 kB, its caller's promise included. What is above that is V8's young generation still, whose growth differs from run to run;
  a process with \`--max-semi-space-size=4\` needs less. The goal is met by polling; with callbacks the host's HTTP server has its
  own connections, and with held connections a thousand are the point: both need somewhat more, see the table.
- **Submissions that hold their connection** (\`mode: 'sync'\`) have no such limit: they would wait for each other's images.
- **A task costs more CPU by callback** than by its share of batch polls: the host's HTTP server, a web \`Request\` for each, and two
  HMACs (some 20 µs each). What was core's own, a walk over all waiting tasks with each callback, is gone.
- **Import and first answer** cost what undici and zod cost to load from their packages (80 and 100 ms): undici always loads
  \`node:http2\`, which core never uses, and compiles its JavaScript, which \`fetch\` has in advance within Node. An app that is
  bundled loads less.
- **The bundle for browsers** is just within its goal: 4 kB are zod, 5 the download and identification of images, 2 the search for
  lost submissions, 2 the signs of acceptance in answers. Descriptions and labels are loaded by programs that show them.
- **Lag** was measured when nothing else ran. Beside other work on both cores every process waits for its turn: at a load of 8 to
  12 it was 280 / 801 ms by polling, and a second by callback.
- **To disk**, the file is flushed and moved into place, which bare undici's isn't; chunks are written one after the other.`
