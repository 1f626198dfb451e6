using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The loops, switches and tries around a statement, by number.</summary>
internal sealed class JumpTargets
{
    private readonly Dictionary<SyntaxNode, int> _numbers = [];
    private int _breakable;
    private int _tries;

    /// <summary>Numbers a loop or switch.</summary>
    public int AddBreakable(StatementSyntax statement) => _numbers[statement] = ++_breakable;

    /// <summary>Numbers a try; its catch clauses stand for it.</summary>
    public int AddTry(TryStatementSyntax statement)
    {
        _tries++;
        foreach (var clause in statement.Catches)
            _numbers[clause] = _tries;
        return _tries;
    }

    public Jump JumpOf(StatementSyntax jump)
    {
        if (jump is ReturnStatementSyntax)
            return new Jump(JumpKind.Return, 0);
        var kind = jump switch
        {
            BreakStatementSyntax => JumpKind.Break,
            ContinueStatementSyntax => JumpKind.Continue,
            _ => JumpKind.Rethrow,
        };
        return new Jump(kind, EscapingJumps.TargetOf(jump) is { } target && _numbers.TryGetValue(target, out var number) ? number : 0);
    }
}
