import * as vscode from 'vscode';
import type { Choice, ConfirmRequest, Dialogs, NoticeRequest, PickManyRequest, PickRequest } from './dialogs';
import { plainLabel, plainNotice } from './plainText';

interface ChoiceItem<T> extends vscode.QuickPickItem {
  readonly choice?: Choice<T>;
}

/** The person at the window. */
export const windowDialogs: Dialogs = {
  pick: pickOne,
  pickMany,
  input: async ({ title, prompt, placeholder, value, password, validate }) =>
    vscode.window.showInputBox({
      title,
      prompt,
      ignoreFocusOut: true,
      ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
      ...(value === undefined ? {} : { value }),
      ...(password === undefined ? {} : { password }),
      ...(validate === undefined ? {} : { validateInput: validate }),
    }),
  openFile: async ({ title, openLabel, filters }) => {
    const chosen = await vscode.window.showOpenDialog({ title, openLabel, filters });
    return chosen?.[0]?.fsPath;
  },
  confirm,
  notify,
  progress: async ({ title, cancellable }, task) =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable },
      (progress, token) => task({ report: (message) => progress.report({ message }), cancellation: token }),
    ),
};

async function pickOne<T>(request: PickRequest<T>): Promise<T | undefined> {
  const quickPick = vscode.window.createQuickPick<ChoiceItem<T>>();
  quickPick.title = request.title;
  quickPick.placeholder = request.placeholder;
  quickPick.ignoreFocusOut = request.persistent ?? false;
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  quickPick.items = itemsOf(request.choices);
  if (request.active !== undefined) {
    quickPick.activeItems = quickPick.items.filter((item) => item.choice?.value === request.active);
  }
  try {
    return await new Promise<T | undefined>((resolve) => {
      quickPick.onDidAccept(() => {
        const choice = quickPick.selectedItems[0]?.choice;
        if (choice !== undefined) {
          resolve(choice.value);
        }
      });
      quickPick.onDidHide(() => resolve(undefined));
      quickPick.show();
    });
  } finally {
    quickPick.dispose();
  }
}

async function pickMany<T>(request: PickManyRequest<T>): Promise<readonly T[] | undefined> {
  const items = itemsOf(request.choices).map((item) =>
    item.choice !== undefined && request.picked.includes(item.choice.value)
      ? { ...item, picked: true }
      : item,
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: request.title,
    canPickMany: true,
    ignoreFocusOut: request.persistent ?? false,
    ...(request.placeholder === undefined ? {} : { placeHolder: request.placeholder }),
  });
  return chosen?.flatMap((item) => (item.choice === undefined ? [] : [item.choice.value]));
}

async function confirm<T>(request: ConfirmRequest<T>): Promise<T | undefined> {
  const chosen = await vscode.window.showWarningMessage(
    request.message,
    { modal: true, detail: request.detail },
    ...request.choices.map(buttonOf),
  );
  return chosen?.choice.value;
}

async function notify<T>(request: NoticeRequest<T>): Promise<T | undefined> {
  const buttons = request.choices.map(buttonOf);
  const chosen = await show(request.severity, plainNotice(request.message), buttons);
  return chosen?.choice.value;
}

function show<T>(
  severity: NoticeRequest<T>['severity'],
  message: string,
  buttons: readonly Button<T>[],
): Thenable<Button<T> | undefined> {
  switch (severity) {
    case 'info':
      return vscode.window.showInformationMessage(message, ...buttons);
    case 'warning':
      return vscode.window.showWarningMessage(message, ...buttons);
    case 'error':
      return vscode.window.showErrorMessage(message, ...buttons);
  }
}

interface Button<T> extends vscode.MessageItem {
  readonly choice: Choice<T>;
}

function buttonOf<T>(choice: Choice<T>): Button<T> {
  return { title: choice.label, choice };
}

function itemsOf<T>(choices: readonly Choice<T>[]): ChoiceItem<T>[] {
  return choices.flatMap((choice) => {
    const item: ChoiceItem<T> = {
      choice,
      label: plainLabel(choice.label),
      ...(choice.icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(choice.icon) }),
      ...(choice.description === undefined ? {} : { description: plainLabel(choice.description) }),
      ...(choice.detail === undefined ? {} : { detail: plainLabel(choice.detail) }),
    };
    return choice.group === undefined
      ? [item]
      : [{ label: choice.group, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}
