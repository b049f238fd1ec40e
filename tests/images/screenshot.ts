/** What a program shows, for the documentation. */
export interface Screenshot {
  /** Path of the image from the top of the repository. */
  readonly file: string
  /** In the format that the file's name says. */
  readonly bytes: Buffer
  /** What can be read in it: fonts differ between machines, this does not. */
  readonly text: string
}
