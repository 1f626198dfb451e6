using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>
/// A loop, switch or try that holds durable operations, as stored frames name it: by its keyword and the first and the last operation in
/// it. Numbers would shift with every statement that is inserted before it.
/// </summary>
/// <param name="Number">Its number; loops and switches have their own, and so have tries.</param>
/// <param name="Keyword">What it is: <c>while</c>, <c>do</c>, <c>for</c>, <c>foreach</c>, <c>switch</c>, <c>try</c>.</param>
/// <param name="Extent">Its first and last operation, such as <c>(hold..send)</c>; behind that its place among nested ones of one extent.</param>
/// <param name="Nodes">The ids of all operations in it, former ones included.</param>
internal sealed record Enclosure(int Number, string Keyword, string Extent, ImmutableArray<string> Nodes)
{
    public string Name => Keyword + Extent;
}
