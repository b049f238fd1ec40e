/** Where records of jobs lie needs Node: its locks and renames are what makes them safe between windows and apps. */
export { createFileStore, importRecords } from '@fluxkit/jobs/node'
