import { type Shape, ShapeError, sizeOf } from './shape';

/** An attribute of an ONNX node: INT or INTS. */
export type Attribute = number | readonly number[];

/** One op of the graph; names refer to values, constants and inputs. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
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
  readonly #known = new Map<string, Value>();
  #count = 0;

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
    this.nodes.push({ op: 'Identity', inputs: [value.name], output: name, attributes: {} });
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

  /**
   * Emit a node. Its shape is the caller's word: the ops infer and check it.
   * @param inputs values, or names of integer constants
   */
  emit(
    op: string,
    inputs: readonly (Value | string)[],
    shape: Shape,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    const output = new Value(this, `t${this.#count++}`, shape);
    const names = inputs.map((input) => (typeof input === 'string' ? input : input.name));
    this.nodes.push({ op, inputs: names, output: output.name, attributes });
    return output;
  }

  /** Tell the reverse pass how gradients flow; a value with no entry stops them. */
  record(inputs: readonly Value[], outputs: readonly Value[], pullbacks: readonly Pullback[]): void {
    this.tape.push({ inputs, outputs, pullbacks });
  }

  #constant(data: Float32Array | BigInt64Array, shape: Shape): Value {
    const key = `${data instanceof Float32Array ? 'f' : 'i'}${shape.join()}|${data.join()}`;
    const known = this.#known.get(key);
    if (known) return known;
    const value = new Value(this, `c${this.#known.size}`, shape);
    this.#known.set(key, value);
    this.constants.push({ name: value.name, shape, data });
    return value;
  }
}
