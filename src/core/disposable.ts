/** Something that holds a resource until it is let go; disposing twice does nothing more. */
export interface Disposable {
  dispose(): void;
}
