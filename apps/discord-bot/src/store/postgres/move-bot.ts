import type { PostgresDatabase, PostgresTransaction, Row, SqliteDatabase } from '@fluxkit/jobs/node'

/** How many rows of each table were moved. */
export type Moved = Readonly<Record<string, number>>

interface MovedTable {
  readonly name: string
  /** Rows in memory at a time are read in this order. */
  readonly orderBy: string
  readonly where?: string
  /** Columns that PostgreSQL has differently; `undefined` leaves one out. */
  readonly changes?: (row: Row, from: SqliteDatabase) => Readonly<Record<string, unknown>>
}

const nobody = { lease_until_ms: 0 }
/** Each process has its own of these. */
const ownFacts = ['generation', 'generation-file', 'fingerprint']

const movedTables: readonly MovedTable[] = [
  {
    name: 'fluxkit_jobs',
    orderBy: 'id',
    // Nobody holds a job any more: the processes that did are stopped. Its noted task is in its row.
    changes: ({ id }, from) => ({ ...nobody, lease_boot: undefined, holder: null, task: notedTask(from, String(id)) }),
  },
  { name: 'fluxkit_job_tasks', orderBy: 'task_id', changes: () => ({ task: undefined }) },
  { name: 'job_index', orderBy: 'job_id' },
  { name: 'deliveries', orderBy: 'job_id', changes: () => ({ ...nobody, lease_owner: null }) },
  { name: 'job_pictures', orderBy: 'job_id, hash' },
  { name: 'ledger', orderBy: 'id' },
  { name: 'guild_settings', orderBy: 'guild_id' },
  { name: 'drafts', orderBy: 'id' },
  { name: 'presets', orderBy: 'user_id, name' },
  { name: 'erasures', orderBy: 'user_id' },
  { name: 'facts', orderBy: 'name', where: `name NOT IN (${ownFacts.map((name) => `'${name}'`).join(', ')})` },
]

/** Only the embedded store has these; `jobs` holds unreadable rows of the first versions. */
const leftTables = new Set(['fluxkit_jobs_schema', 'jobs', 'duties', 'job_counts'])

const pageSize = 500

/**
 * Copies everything that the bot has in SQLite into empty tables, all or nothing.
 *
 * @param from nobody else writes to it meanwhile
 * @throws {Error} when there is a table or column that PostgreSQL doesn't have: nothing may be left behind unseen
 */
export async function moveRows(from: SqliteDatabase, to: PostgresDatabase, moveId: string): Promise<Moved | 'used'> {
  checkTables(from)
  return to.transaction(async (tx) => {
    if (await isUsed(tx)) return 'used'
    const moved: Record<string, number> = {}
    for (const table of movedTables) moved[table.name] = await moveTable(from, tx, table)
    await tx.query(`SELECT setval(pg_get_serial_sequence('ledger', 'id'), coalesce(max(id), 0) + 1, false) FROM ledger`)
    await tx.query(`INSERT INTO facts VALUES ('moved-from', $1)`, [moveId])
    return moved
  })
}

/** Which database these tables were moved from. */
export async function movedFrom(to: PostgresDatabase): Promise<string | undefined> {
  const [row] = await to.query(`SELECT value FROM facts WHERE name = 'moved-from'`)
  return typeof row?.['value'] === 'string' ? row['value'] : undefined
}

async function isUsed(tx: PostgresTransaction): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM fluxkit_jobs) OR EXISTS (SELECT 1 FROM ledger) OR EXISTS (SELECT 1 FROM guild_settings)
       OR EXISTS (SELECT 1 FROM facts WHERE name = 'moved-from')`,
  )
  if (rows.length > 0) return true
  // A bot that only started has written its own key: that of the moved bot is the one that is known outside.
  await tx.query('DELETE FROM facts; DELETE FROM drafts; DELETE FROM presets')
  return false
}

async function moveTable(from: SqliteDatabase, tx: PostgresTransaction, table: MovedTable): Promise<number> {
  const { name, orderBy, where = 'TRUE', changes } = table
  const rows = await tx.query(`SELECT column_name FROM information_schema.columns WHERE table_name = $1`, [name])
  const known = new Set(rows.map((row) => String(row['column_name'])))
  for (let count = 0; ;) {
    const page = from.all(`SELECT * FROM ${name} WHERE ${where} ORDER BY ${orderBy} LIMIT ${pageSize} OFFSET ${count}`)
    const [first] = page
    if (!first) return count
    const moved = page.map((row) => ({ ...row, ...changes?.(row, from) }))
    const columns = Object.keys(moved[0] ?? {}).filter((column) => moved[0]?.[column as never] !== undefined)
    const missing = columns.filter((column) => !known.has(column))
    if (missing.length > 0) throw new Error(`PostgreSQL has no column ${missing.join(', ')} in ${name}.`)
    const list = columns.join(', ')
    await tx.query(
      `INSERT INTO ${name} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1::json)`,
      [JSON.stringify(moved, storable)],
    )
    count += page.length
  }
}

function checkTables(from: SqliteDatabase): void {
  const known = new Set([...movedTables.map(({ name }) => name), ...leftTables])
  const tables = from.all(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
  const others = tables.map((row) => String(row['name'])).filter((name) => !known.has(name))
  if (others.length > 0) throw new Error(`There are tables that can’t be moved: ${others.join(', ')}.`)
}

function notedTask(from: SqliteDatabase, id: string): string | null {
  const task = from.get('SELECT task FROM fluxkit_job_tasks WHERE job_id = ? AND task IS NOT NULL', id)?.['task']
  return typeof task === 'string' ? task : null
}

/** PostgreSQL has neither zero characters nor halves of surrogate pairs in text. */
function storable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
}
