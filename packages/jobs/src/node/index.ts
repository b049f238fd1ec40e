export { type AppFolders, appFolders } from './app-folders.ts'
export { makeFolder, replace as replaceFile } from './files/disk.ts'
export { createFileStore, type FileStore, type FileStoreOptions } from './files/file-store.ts'
export type { LegacyRecords } from './files/job-folders.ts'
export type { ProcessIdentity } from './machine/process-identity.ts'
export { type Row, SqliteDatabase, type SqliteOptions, type SqlValue } from './sqlite/database.ts'
export type { LeaseClock } from './sqlite/lease-clock.ts'
export { importJob } from './sqlite/import-job.ts'
export { createSqliteStore, type SqliteStoreOptions } from './sqlite/sqlite-store.ts'
export type {
  PostgresDatabase,
  PostgresQueries,
  PostgresRow,
  PostgresTransaction,
  PostgresValue,
} from './postgres/database.ts'
export { migratePostgres, type PostgresStep } from './postgres/migrate.ts'
export { rowListed, selectJobs } from './postgres/job-rows.ts'
export { jobSteps } from './postgres/schema.ts'
export { type AddValue, oneStatement, type PostgresPart, type PostgresStatement } from './postgres/one-statement.ts'
export { createPostgresStore, type PostgresStoreOptions } from './postgres/postgres-store.ts'
export { openSandbox, type Sandbox, type SandboxSimulator } from './open-sandbox.ts'
export { parseStoredTokens, type StoredTokens, tokenFilePath } from './stored-tokens.ts'
export { type Imported, importRecords } from './import-records.ts'
