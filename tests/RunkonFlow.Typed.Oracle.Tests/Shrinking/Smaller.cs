using System.Collections.Immutable;
using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Shrinking;

/// <summary>Every program that is one cut smaller than another. Those that are no C# any more are for the compiler to refuse.</summary>
public static class Smaller
{
    public static IEnumerable<FlowProgram> Than(FlowProgram program)
    {
        for (var i = 0; i < program.SubFlows.Length; i++) yield return program with { SubFlows = program.SubFlows.RemoveAt(i) };
        foreach (var flow in Than(program.Flow)) yield return program with { Flow = flow };
        for (var i = 0; i < program.SubFlows.Length; i++)
            foreach (var body in Than(program.SubFlows[i].Body))
                yield return program with { SubFlows = program.SubFlows.SetItem(i, program.SubFlows[i] with { Body = body }) };
    }

    private static IEnumerable<Block> Than(Block block)
    {
        var statements = block.Statements;
        if (statements.Length > 3)
        {
            yield return new(statements[..(statements.Length / 2)]);
            yield return new(statements[(statements.Length / 2)..]);
        }
        for (var i = 0; i < statements.Length; i++)
        {
            yield return new(statements.RemoveAt(i));
            foreach (var inner in Statements.BlocksOf(statements[i])) yield return new(statements.RemoveAt(i).InsertRange(i, inner.Statements));
            foreach (var statement in Than(statements[i])) yield return new(statements.SetItem(i, statement));
        }
    }

    private static IEnumerable<Statement> Than(Statement statement) => statement switch
    {
        Local s => One(s.Value).Select(v => s with { Value = v }),
        Assign s => One(s.Value).Select(v => s with { Value = v }),
        Return s => One(s.Value).Select(v => s with { Value = v }),
        Operation s => Than(s),
        Nested s => Than(s.Body).Select(b => s with { Body = b }),
        If s => Than(s),
        Switch s => Than(s),
        While s => Than(s.Body).Select(b => s with { Body = b }).Concat(One(s.Condition, "true").Select(c => s with { Condition = c })),
        For s => Than(s.Body).Select(b => s with { Body = b }),
        ForEach s => Than(s.Body).Select(b => s with { Body = b }),
        Try s => Than(s),
        _ => [],
    };

    private static IEnumerable<Statement> Than(Operation s)
    {
        if (s.Kind is OperationKind.Step or OperationKind.LibraryStep && s.Method is not ("Name" or "Meet"))
            foreach (var value in One(s.Arguments[0].Value)) yield return s with { Arguments = s.Arguments.SetItem(0, s.Arguments[0] with { Value = value }) };
        if (s.Suffix.Length > 0) yield return s with { Suffix = "" };
        if (s.PassesToken) yield return s with { PassesToken = false };
        if (s.Use is OperationUse.Assigned or OperationUse.Discarded or OperationUse.Declared) yield return s with { Use = OperationUse.Plain, Target = null };
    }

    private static IEnumerable<Statement> Than(If s)
    {
        if (s.Else is { } other)
        {
            yield return s with { Else = null };
            foreach (var block in Than(other)) yield return s with { Else = block };
        }
        foreach (var block in Than(s.Then)) yield return s with { Then = block };
        if (s.Form == ConditionForm.Plain)
            foreach (var condition in One(s.Condition, "true")) yield return s with { Condition = condition };
    }

    private static IEnumerable<Statement> Than(Switch s)
    {
        for (var i = 0; i < s.Sections.Length; i++)
        {
            yield return s with { Sections = s.Sections.RemoveAt(i) };
            foreach (var block in Than(s.Sections[i].Body)) yield return s with { Sections = s.Sections.SetItem(i, s.Sections[i] with { Body = block }) };
        }
    }

    private static IEnumerable<Statement> Than(Try s)
    {
        foreach (var block in Than(s.Body)) yield return s with { Body = block };
        if (s.Finally is { } final)
        {
            yield return s with { Finally = null };
            foreach (var block in Than(final)) yield return s with { Finally = block };
        }
        for (var i = 0; i < s.Catches.Length; i++)
        {
            yield return s with { Catches = s.Catches.RemoveAt(i) };
            if (s.Catches[i].Filter is not null) yield return s with { Catches = s.Catches.SetItem(i, s.Catches[i] with { Filter = null }) };
            foreach (var block in Than(s.Catches[i].Body)) yield return s with { Catches = s.Catches.SetItem(i, s.Catches[i] with { Body = block }) };
        }
    }

    private static IEnumerable<Expr> One(Expr expression, string simplest = "1")
        => expression.Flow == simplest ? [] : ImmutableArray.Create<Expr>(simplest);
}
