/** Written by a person after reading the numbers; the only part of the guide that no number fills in. */
export const leftToDo = `Where a goal is missed, and why, as of the record's date:

- **Memory while 1,000 tasks wait.** Nearly all of it is the 1,000 connections that 1,000 orders at once open, and what V8 keeps of
  the garbage of their making: bare \`undici.request\` needs as much. What the watcher itself holds for a waiting task is
  1.7 kB of heap. A limit on connections would lower it, but would let held (synchronous) orders queue behind each other until their time
  limit passes without their having been sent; core has none. An app that orders hundreds at once limits its own
  concurrency, as the batch example does.
- **Lag and CPU on a busy machine.** The numbers above were taken beside other work that kept both cores busy (load 8 to 12), where
  every process waits for its turn: a poller's answers are late by as much. The schedule itself is a test with a
  fake clock (\`watcher.test.ts\`: 1,000 tasks, at most 180 looks, 260 / 490 ms); runs of this benchmark at a load of 6 to 8
  measured 211-218 / 417-432 ms, 1,130-1,149 requests and 0.94-1.05 ms of CPU a task.
- **Callbacks.** 1,000 callbacks within 4 s arrive as fast as the web server of the measured process takes them, and its share of
  a busy machine was too small for that; with 10 in flight the lag is a few milliseconds. A task costs more
  CPU by callback than by its share of batch looks: the host's HTTP server, a web \`Request\`, and one HMAC.
- **Import and first answer** are wall time, and doubled or trebled by the same load; \`× fetch\` compares CPU time, which is not.
  The goal of 90 ms was set where a bare \`fetch\` took 57, a ratio of 1.6.
- **To disk**, memory is above bare undici's by one batch that is written while the next one is gathered.`
