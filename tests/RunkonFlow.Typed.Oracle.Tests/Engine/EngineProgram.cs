using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>A workflow, its sub-flows, and the workflow of its child.</summary>
/// <param name="Name">The class's name, unique in a batch.</param>
/// <param name="Seed">Draws it again.</param>
/// <param name="Flow">The flow.</param>
/// <param name="SubFlows">Without items or children of their own; the first has no waits, so that items may call it.</param>
/// <param name="Child">The child's flow.</param>
public sealed record EngineProgram(string Name, uint Seed, ImmutableArray<Act> Flow, ImmutableArray<ImmutableArray<Act>> SubFlows, ImmutableArray<Act> Child)
{
    public int Size => Count(Flow) + SubFlows.Sum(Count) + Count(Child);

    private static int Count(ImmutableArray<Act> block) => block.Sum(act => 1 + act.Blocks.Sum(Count));
}
