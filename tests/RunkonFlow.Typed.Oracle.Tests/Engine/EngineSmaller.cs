using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>Every program that is one cut smaller than another.</summary>
public static class EngineSmaller
{
    public static IEnumerable<EngineProgram> Than(EngineProgram program)
    {
        foreach (var flow in Than(program.Flow)) yield return program with { Flow = flow };
        foreach (var child in Than(program.Child)) yield return program with { Child = child };
        for (var i = 0; i < program.SubFlows.Length; i++)
            foreach (var body in Than(program.SubFlows[i])) yield return program with { SubFlows = program.SubFlows.SetItem(i, body) };
    }

    private static IEnumerable<ImmutableArray<Act>> Than(ImmutableArray<Act> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            yield return block.RemoveAt(i);
            foreach (var inner in block[i].Blocks) yield return block.RemoveAt(i).InsertRange(i, inner);
            foreach (var act in Than(block[i])) yield return block.SetItem(i, act);
        }
    }

    private static IEnumerable<Act> Than(Act act) => act switch
    {
        Group { Branches.Length: > 2 } s => s.Branches.Where(branch => branch.Kind is BranchKind.Plain or BranchKind.Hanging)
            .Select(branch => s with { Branches = s.Branches.Remove(branch), MinSuccess = 0, Conditional = -1 }),
        Choice s => Than(s.Then).Select(b => s with { Then = b }).Concat(Than(s.Else).Select(b => s with { Else = b })),
        Rounds s => Than(s.Body).Select(b => s with { Body = b }),
        Guard s => Than(s.Body).Select(b => s with { Body = b })
            .Concat(s.Catch is { } c ? Than(c).Select(b => s with { Catch = b }) : [])
            .Concat(s.Finally is { } f ? Than(f).Where(b => !b.IsEmpty).Select(b => s with { Finally = b }) : []),
        _ => [],
    };
}
