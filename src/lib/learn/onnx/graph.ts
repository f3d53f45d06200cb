import { type Shape, ShapeError, sizeOf } from './shape';

/** An attribute of an ONNX node: INT, INTS, or GRAPH (the body of a Scan). */
export type Attribute = number | readonly number[] | Graph;

/** One op of the graph; names refer to values, constants and inputs. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant: 32-bit floats, or 64-bit integers for shapes and axes. */
export interface Constant {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array | BigInt64Array;
}

/**
 * A vector-Jacobian product: the gradient of one input, of that input's shape, from the gradients of all outputs.
 * It is written with the same differentiable ops, so it emits nodes into the same graph.
 */
export type Pullback = (...outputs: Value[]) => Value;

/** What the reverse pass needs of one op, in the order in which the ops were emitted. */
export interface TapeEntry {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** One an input. */
  readonly pullbacks: readonly Pullback[];
}

/** A tensor of the graph: known by name, with a shape that is known while the graph is built. */
export class Value {
  constructor(
    readonly graph: Graph,
    readonly name: string,
    readonly shape: Shape,
  ) {}
}

/** An ONNX graph under construction: float tensors, static shapes. The ops are functions in `../ops`. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly constants: Constant[] = [];
  readonly tape: TapeEntry[] = [];
  readonly #root: Graph;
  readonly #depth: number;
  readonly #known = new Map<string, Value>();
  #count = 0;
  #recording = true;

  /** @param parent the graph this one is the body of: it sees the parent's values, and its constants lie in the outermost */
  constructor(parent?: Graph) {
    this.#root = parent ? parent.#root : this;
    this.#depth = parent ? parent.#depth + 1 : 0;
  }

  /** @returns an empty graph for the body of a loop */
  body(): Graph {
    return new Graph(this);
  }

  /** @returns a name that nothing else has, in this graph or its bodies */
  freshName(): string {
    return `t${this.#root.#count++}`;
  }

  /**
   * @param shape sizes of the axes, whole numbers > 0
   * @returns a tensor given at each run under this name
   * @throws ShapeError on another size
   */
  input(name: string, shape: Shape): Value {
    if (!shape.every((size) => Number.isInteger(size) && size > 0))
      throw new ShapeError(`input ${name}`, [shape], 'sizes must be whole numbers above 0');
    const value = new Value(this, name, shape);
    this.inputs.push(value);
    return value;
  }

  /** Make a value a result of each run, under this name. */
  output(name: string, value: Value): void {
    this.nodes.push({ op: 'Identity', inputs: [value.name], outputs: [name], attributes: {} });
    this.outputs.push(new Value(this, name, value.shape));
  }

  /** @returns a constant float tensor; a scalar when a number is given */
  constant(data: number | ArrayLike<number>, shape?: Shape): Value {
    const floats = typeof data === 'number' ? Float32Array.of(data) : Float32Array.from(data);
    const shaped = shape ?? (typeof data === 'number' ? [] : [floats.length]);
    if (sizeOf(shaped) !== floats.length)
      throw new ShapeError('constant', [shaped], `${floats.length} numbers given`);
    return this.#constant(floats, shaped);
  }

  /** @returns the name of a constant int64 vector, for axes and shapes */
  integers(data: readonly number[]): string {
    return this.#constant(BigInt64Array.from(data, BigInt), [data.length]).name;
  }

  /** @returns the name of a constant int64 scalar, for places */
  integer(value: number): string {
    return this.#constant(BigInt64Array.of(BigInt(value)), []).name;
  }

  /**
   * Emit a node of one output. Its shape is the caller's word: the ops infer and check it.
   * @param inputs values, or names of integer constants
   */
  emit(
    op: string,
    inputs: readonly (Value | string)[],
    shape: Shape,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.emitAll(op, inputs, [shape], attributes)[0];
  }

  /** Emit a node of several outputs; a node that takes a value of a loop's body belongs to that body. */
  emitAll(
    op: string,
    inputs: readonly (Value | string)[],
    shapes: readonly Shape[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value[] {
    const home = inputs.reduce<Graph>(
      (deepest, input) =>
        typeof input !== 'string' && input.graph.#depth > deepest.#depth ? input.graph : deepest,
      this,
    );
    const outputs = shapes.map((shape) => new Value(home, this.freshName(), shape));
    const names = inputs.map((input) => (typeof input === 'string' ? input : input.name));
    home.nodes.push({ op, inputs: names, outputs: outputs.map(({ name }) => name), attributes });
    return outputs;
  }

  /** Tell the reverse pass how gradients flow; a value with no entry stops them. */
  record(inputs: readonly Value[], outputs: readonly Value[], pullbacks: readonly Pullback[]): void {
    if (this.#root.#recording) this.tape.push({ inputs, outputs, pullbacks });
  }

  /** @returns what `emit` returns, whose nodes the reverse pass will not see: the caller records them as one */
  unrecorded<T>(emit: () => T): T {
    const before = this.#root.#recording;
    this.#root.#recording = false;
    try {
      return emit();
    } finally {
      this.#root.#recording = before;
    }
  }

  #constant(data: Float32Array | BigInt64Array, shape: Shape): Value {
    const key = `${data instanceof Float32Array ? 'f' : 'i'}${shape.join()}|${data.join()}`;
    const root = this.#root;
    const known = root.#known.get(key);
    if (known) return known;
    const value = new Value(root, `c${root.#known.size}`, shape);
    root.#known.set(key, value);
    root.constants.push({ name: value.name, shape, data });
    return value;
  }
}
