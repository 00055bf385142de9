/** One thing that can be chosen: what the code gets, and what the person reads. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A codicon's name. */
  readonly icon?: string;
  /** Draws a line with this text above the choice. */
  readonly group?: string;
}

export interface PickRequest<T> {
  readonly title: string;
  readonly placeholder?: string;
  readonly choices: readonly Choice<T>[];
  /** The choice that the keyboard starts on. */
  readonly active?: T;
  /** Stays open when the person looks elsewhere: for forms. */
  readonly persistent?: boolean;
}

export interface PickManyRequest<T> extends Omit<PickRequest<T>, 'active'> {
  readonly picked: readonly T[];
}

export interface InputRequest {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** The sentence that says why the text is not acceptable; undefined when it is. */
  readonly validate?: (text: string) => string | undefined;
}

export interface FileRequest {
  readonly title: string;
  readonly openLabel: string;
  /** Name of the kind of file → its extensions. */
  readonly filters: Readonly<Record<string, string[]>>;
}

export interface ConfirmRequest<T> {
  readonly message: string;
  readonly detail: string;
  readonly choices: readonly Choice<T>[];
}

export interface NoticeRequest<T> {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly choices: readonly Choice<T>[];
}

export interface ProgressRequest {
  readonly title: string;
  readonly cancellable: boolean;
}

/** While a task runs: what it says about itself, and whether the person still wants it. */
export interface Progress {
  report(message: string): void;
  readonly cancellation: DialogCancellation;
}

export interface DialogCancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: (event: unknown) => void) => { dispose(): void };
}

/**
 * Everything that asks a person or tells them something. The window answers by default; a test answers in the
 * person's place. It replaces the person only: every check before and after a question is the same code.
 * Dismissing a question gives `undefined`, never a default.
 */
export interface Dialogs {
  pick<T>(request: PickRequest<T>): Promise<T | undefined>;
  pickMany<T>(request: PickManyRequest<T>): Promise<readonly T[] | undefined>;
  input(request: InputRequest): Promise<string | undefined>;
  /** The path of the file that was chosen. */
  openFile(request: FileRequest): Promise<string | undefined>;
  /** Modal: nothing else can be done before it is answered. */
  confirm<T>(request: ConfirmRequest<T>): Promise<T | undefined>;
  /** Resolves when a button was pressed or the notice went away. */
  notify<T = never>(request: NoticeRequest<T>): Promise<T | undefined>;
  progress<T>(request: ProgressRequest, task: (progress: Progress) => Promise<T>): Promise<T>;
}
