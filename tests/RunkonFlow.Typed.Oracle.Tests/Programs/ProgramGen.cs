using System.Collections.Immutable;
using CsCheck;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Random programs. The size that CsCheck sees is their number of statements.</summary>
/// <param name="isInline">Only programs that mean the same without an engine: no timers, clock, ids, or loops that end quietly.</param>
public sealed class ProgramGen(bool isInline = false) : Gen<FlowProgram>
{
    private static readonly (StatementKind, StatementKind)[] Pairs = [.. StatementKinds.PossiblePairs];

    public override FlowProgram Generate(PCG pcg, Size? min, out Size size)
    {
        var draw = new Draw(pcg);
        var names = draw.Chance(65) ? draw.Chance(50) ? ["First", "Second"] : new[] { "First" } : [];
        var subFlows = ImmutableArray.CreateBuilder<SubFlow>();
        // The last one first: a sub-flow may call those behind it, so none calls itself.
        foreach (var name in names.Reverse())
            subFlows.Insert(0, new(name, new MethodDraw(draw, 4 + draw.Next(4), [.. subFlows.Select(s => s.Name)], isInline).Body(draw.One(Pairs))));
        var flow = new MethodDraw(draw, 11 + draw.Next(8), [.. subFlows.Select(s => s.Name)], isInline).Body(draw.One(Pairs), draw.One(Pairs), draw.One(Pairs));
        var program = new FlowProgram(flow, subFlows.ToImmutable());
        size = new Size((ulong)Statements.Count(program));
        return program;
    }
}
