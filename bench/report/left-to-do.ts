/** Written by a person after reading the numbers; the only part of the guide that no number fills in. */
export const leftToDo = `Where a goal is missed, and why, as of the record's date:

- **Memory while 1,000 tasks wait.** Nearly all of it is the 1,000 connections that 1,000 orders at once open, and what V8 keeps of
  the garbage of their making: bare \`undici.request\` needs as much. What the watcher itself holds for a waiting task is
  1.7 kB of heap. A limit on connections would lower it, but would let held (synchronous) orders queue behind each other until their time
  limit passes without their having been sent; core has none. An app that orders hundreds at once limits its own
  concurrency, as the batch example does.
- **Lag and CPU of polling, and callbacks**, were measured again when nothing else ran. Beside other work on both cores, at a
  load of 8 to 12, every process waits for its turn: 280 / 801 ms by polling, a second by callback. A task costs more
  CPU by callback than by its share of batch looks: the host's HTTP server, a web \`Request\`, and one HMAC.
- **Import and first answer** are wall time of this machine. The goal of 90 ms was set where a bare \`fetch\` took 57, a ratio of 1.6;
  in the table below core stands beside the bare \`fetch\` of the same run.
- **To disk**, memory is above bare undici's by one batch that is written while the next one is gathered.`
