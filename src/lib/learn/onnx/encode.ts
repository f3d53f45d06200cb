import { type Attribute, type Constant, Graph, type GraphNode, type Value } from './graph';
import { ProtobufWriter } from './protobuf';

const IR_VERSION = 9;
const OPSET = 20;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_GRAPH = 5;
const ATTRIBUTE_INTS = 7;

/**
 * @returns the graph as a file that any ONNX runtime loads (IR 9, opset 20).
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function encodeModel(graph: Graph): Uint8Array<ArrayBuffer> {
  const model = new ProtobufWriter()
    .integer(1, IR_VERSION)
    .text(2, 'biogas-analytics')
    .message(7, encodeGraph(graph))
    .message(8, new ProtobufWriter().integer(2, OPSET));
  return Uint8Array.from(model.finish());
}

function encodeGraph(graph: Graph): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const node of graph.nodes) writer.message(1, encodeNode(node));
  writer.text(2, 'graph');
  for (const constant of graph.constants) writer.message(5, encodeConstant(constant));
  for (const input of graph.inputs) writer.message(11, encodeValue(input));
  for (const output of graph.outputs) writer.message(12, encodeValue(output));
  return writer;
}

function encodeNode(node: GraphNode): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const input of node.inputs) writer.text(1, input);
  for (const output of node.outputs) writer.text(2, output);
  writer.text(4, node.op);
  for (const [name, value] of Object.entries(node.attributes))
    writer.message(5, encodeAttribute(name, value));
  return writer;
}

function encodeAttribute(name: string, value: Attribute): ProtobufWriter {
  const writer = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return writer.integer(3, value).integer(20, ATTRIBUTE_INT);
  if (value instanceof Graph) return writer.message(6, encodeGraph(value)).integer(20, ATTRIBUTE_GRAPH);
  for (const item of value) writer.integer(8, item);
  return writer.integer(20, ATTRIBUTE_INTS);
}

function encodeConstant({ name, shape, data }: Constant): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const size of shape) writer.integer(1, size);
  return writer
    .integer(2, data instanceof Float32Array ? FLOAT : INT64)
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function encodeValue({ name, shape }: Value): ProtobufWriter {
  const axes = new ProtobufWriter();
  for (const size of shape) axes.message(1, new ProtobufWriter().integer(1, size));
  const tensor = new ProtobufWriter().integer(1, FLOAT).message(2, axes);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
