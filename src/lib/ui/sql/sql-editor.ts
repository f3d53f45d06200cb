/** The editor of the SQL console (CodeMirror), in a module of its own so that it is loaded on that page only. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  keywordCompletionSource,
  schemaCompletionSource,
  sql,
  type SQLNamespace,
} from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { DuckDB, OFFERED_FUNCTIONS } from './sql-dialect';

/** A table as completion knows it. */
export interface EditorTable {
  name: string;
  purpose: string;
  columns: { name: string; type: string }[];
}

/** What the editor reports. */
export interface EditorEvents {
  change(text: string): void;
  /** Ctrl or Cmd with Enter. */
  run(): void;
}

/** A running editor. */
export interface SqlEditorHandle {
  setText(text: string): void;
  /** Put text in place of the selection, and the cursor after it. */
  insert(text: string): void;
  setTables(tables: readonly EditorTable[]): void;
  /** Mark where an error is, counted from 1; null to take the mark away. */
  setError(place: { line: number; column: number } | null): void;
  focus(): void;
  destroy(): void;
}

const setErrorAt = StateEffect.define<number | null>();

/** The word at a position, or what stands before it at the end of a line. */
function marked(state: EditorState, at: number): DecorationSet {
  const { from, to } = state.doc.lineAt(at);
  const length = /^\w+|^./.exec(state.sliceDoc(at, to))?.[0].length ?? 0;
  const [start, end] = length > 0 ? [at, at + length] : [Math.max(from, at - 1), at];
  return start < end
    ? Decoration.set(Decoration.mark({ class: 'cm-sql-error' }).range(start, end))
    : Decoration.none;
}

const errorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((one) => one.is(setErrorAt));
    if (effect) return effect.value === null ? Decoration.none : marked(transaction.state, effect.value);
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--sql-keyword)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--sql-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--sql-number)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--sql-function)' },
]);

const look = EditorView.theme({
  '&': { fontSize: 'var(--size-13)', color: 'var(--text)', background: 'var(--raised)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', minHeight: '168px', maxHeight: '46vh' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { color: 'var(--quiet)', background: 'var(--panel)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--line) 30%, transparent)',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--focus) 26%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    background: 'none',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-sql-error': { textDecoration: 'underline wavy var(--alarm-urgent) 2px', textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    color: 'var(--text)',
    background: 'var(--raised)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '14em' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--accent-text)',
    background: 'var(--accent)',
  },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', opacity: '0.8' },
});

/** Tables, and within each its columns, as completion wants them. Names with a dot are a schema and a table. */
function namespaceOf(tables: readonly EditorTable[]): SQLNamespace {
  const options = (columns: EditorTable['columns']): Completion[] =>
    columns.map(({ name, type }) => ({ label: name, type: 'property', detail: type }));
  return Object.fromEntries(
    tables.map(({ name, purpose, columns }) => [
      name,
      {
        self: { label: name, type: 'type', detail: purpose.split(':')[0] },
        children: options(columns),
      } satisfies SQLNamespace,
    ]),
  );
}

/** Columns of every table, once each: a person may write SELECT before FROM says of which table. */
function anyColumn(tables: readonly EditorTable[]): Completion[] {
  const types = new Map(tables.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type])));
  return [...types].map(([label, detail]) => ({ label, detail, type: 'property', boost: -1 }));
}

function language(tables: readonly EditorTable[]): Extension {
  const config = { dialect: DuckDB, schema: namespaceOf(tables), upperCaseKeywords: true };
  const functions = OFFERED_FUNCTIONS.map((label) => ({ label, type: 'function', boost: -2 }));
  const words = [...anyColumn(tables), ...functions];
  return [
    sql(config),
    autocompletion({
      override: [
        schemaCompletionSource(config),
        keywordCompletionSource(DuckDB, true),
        (context) => {
          const word = context.matchBefore(/\w+/);
          const qualified = word && context.state.sliceDoc(word.from - 1, word.from) === '.';
          return word && !qualified ? { from: word.from, options: words, validFor: /^\w*$/ } : null;
        },
      ],
      maxRenderedOptions: 60,
    }),
  ];
}

/**
 * Put an editor into an element. Tab is left to the page: it goes to what comes after the editor.
 * @param label name for screen readers
 */
export function createSqlEditor(
  parent: HTMLElement,
  label: string,
  text: string,
  events: EditorEvents,
): SqlEditorHandle {
  const languageOf = new Compartment();
  const run = () => {
    events.run();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }]),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        syntaxHighlighting(colours),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        languageOf.of(language([])),
        errorMark,
        look,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, 'data-testid': 'sql-text' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) events.change(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    insert(inserted) {
      view.dispatch(view.state.replaceSelection(inserted));
      view.focus();
    },
    setTables(tables) {
      view.dispatch({ effects: languageOf.reconfigure(language(tables)) });
    },
    setError(place) {
      const { doc } = view.state;
      const line = place && place.line <= doc.lines ? doc.line(place.line) : null;
      const at = place && line ? Math.min(line.to, line.from + place.column - 1) : null;
      view.dispatch({ effects: setErrorAt.of(at) });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
