using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads the pieces of a flow: text without durable operation, and what its names mean.</summary>
internal sealed class PieceParser(FlowContext flow, VariableTable variables, JumpTargets targets)
{
    // Locals that a declaration leaves without a value, or that a pattern or out argument assigns: only data flow analysis knows where
    // they certainly have one. It is asked for the pieces of a block that declares such a local, and for no others.
    private readonly HashSet<int> _uncertain = [];

    public Piece Statement(StatementSyntax statement)
    {
        var jumps = new Dictionary<StatementSyntax, Jump>();
        foreach (var jump in EscapingJumps.Of(statement))
            jumps[jump] = targets.JumpOf(jump);
        var names = new NameCollector(flow, variables).Collect(statement);
        return new Piece
        {
            Kind = PieceKind.Statement,
            Parts = [.. PieceText.Parts(statement, jumps)],
            Names = names with { Assigned = AssignedBehind(statement, names) },
            Source = SpanOf(statement),
            EndsSegment = statement is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax,
        };
    }

    /// <summary>The declaration or an initializer or incrementor of a <c>for</c>.</summary>
    public Piece Expression(SyntaxNode node)
    {
        var names = new NameCollector(flow, variables).Collect(node);
        return new Piece
        {
            Kind = PieceKind.Expression,
            Parts = [new PiecePart(PieceText.Of(node))],
            Names = names with { Assigned = AssignedBehind(node, names) },
            Source = SpanOf(node),
        };
    }

    /// <summary>An expression whose value a variable takes, with text around it.</summary>
    public Piece Store(ExpressionSyntax expression, int stored, string before = "", string after = "")
    {
        var names = new NameCollector(flow, variables).Collect(expression);
        return new Piece
        {
            Kind = PieceKind.Store,
            Parts = [new PiecePart(before + PieceText.Of(expression) + after)],
            Names = names with { Assigned = AssignedBehind(expression, names) },
            Source = SpanOf(expression),
            Stored = stored,
        };
    }

    /// <summary>A value of the generator's own that a variable takes.</summary>
    public Piece StoreText(string text, int stored, SyntaxNode at)
        => new() { Kind = PieceKind.Store, Parts = [new PiecePart(text)], Names = NameUse.None, Source = SpanOf(at), Stored = stored };

    /// <param name="expression">What is tested.</param>
    /// <param name="text">Its text, when it is not taken as it stands.</param>
    /// <param name="whenTrue">The statement that is entered where it holds.</param>
    /// <param name="whenFalse">The statement that is entered where it does not.</param>
    public Piece Condition(ExpressionSyntax expression, string? text, SyntaxNode? whenTrue, SyntaxNode? whenFalse)
    {
        var names = new NameCollector(flow, variables).Collect(expression);
        return new Piece
        {
            Kind = PieceKind.Condition,
            Parts = [new PiecePart(text ?? PieceText.Of(expression))],
            Names = IsReached(expression, names)
                ? names with { Assigned = AssignedBefore(whenTrue, names), AssignedWhenFalse = AssignedBefore(whenFalse, names) }
                : names,
            Source = SpanOf(expression),
        };
    }

    public Piece Filter(ExpressionSyntax expression)
        => Condition(expression, null, null, null) with { Kind = PieceKind.Filter };

    public Piece Select(SwitchStatementSyntax statement)
    {
        var nodes = statement.Sections.SelectMany(s => s.Labels).Prepend<SyntaxNode>(statement.Expression).ToArray();
        var names = new NameCollector(flow, variables).Collect(nodes);
        return new Piece
        {
            Kind = PieceKind.Select,
            Parts = [new PiecePart(PieceText.Of(statement.Expression))],
            Names = names,
            Source = SpanOf(statement.Expression),
            Sections = [.. statement.Sections.Select(s =>
                new SectionLabels(string.Join(" ", s.Labels.Select(l => PieceText.Of(l))), AssignedBefore(s.Statements[0], DeclaredBy(s))))],
        };
    }

    /// <summary>What the labels of one section declare: those of others mean nothing there, though they share a scope.</summary>
    private NameUse DeclaredBy(SwitchSectionSyntax section) => new NameCollector(flow, variables).Collect([.. section.Labels.Cast<SyntaxNode>()]);

    /// <summary>Text that the generator wrote around names of the user's.</summary>
    public Piece Written(string text, NameUse names, SyntaxNode at)
        => new() { Kind = PieceKind.Statement, Parts = [new PiecePart(text)], Names = names, Source = SpanOf(at) };

    public SourceSpan SpanOf(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span, flow.CancellationToken);
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        return new SourceSpan(flow.PathOf(node.SyntaxTree), start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1);
    }

    private ImmutableArray<int> AssignedBehind(SyntaxNode node, NameUse names)
    {
        foreach (var number in names.Declared)
            if (!HasInitializer(number))
                _uncertain.Add(number);
        if (_uncertain.Count == 0)
            return names.Declared;

        var data = node switch
        {
            VariableDeclarationSyntax => null,
            StatementSyntax statement => flow.Model.AnalyzeDataFlow(statement),
            ExpressionSyntax expression => flow.Model.AnalyzeDataFlow(expression),
            _ => null,
        };
        var assigned = new SortedSet<int>(names.Declared.Where(HasInitializer));
        // Where the end is never reached everything counts as assigned, variables out of scope included.
        var isReached = node is not StatementSyntax reached || flow.Model.AnalyzeControlFlow(reached) is { Succeeded: true, EndPointIsReachable: true };
        if (isReached && data is { Succeeded: true })
            assigned.UnionWith(data.DefinitelyAssignedOnExit.Where(variables.IsKnown).Select(variables.NumberOf).Where(_uncertain.Contains));
        return [.. assigned];
    }

    private ImmutableArray<int> AssignedBefore(SyntaxNode? node, NameUse names)
    {
        if (names.Declared.IsEmpty || node is not (StatementSyntax or ExpressionSyntax))
            return [];
        // Where it is never reached everything counts as assigned.
        if (node is StatementSyntax statement && flow.Model.AnalyzeControlFlow(statement) is not { Succeeded: true, StartPointIsReachable: true })
            return [];
        var data = node is ExpressionSyntax expression ? flow.Model.AnalyzeDataFlow(expression) : flow.Model.AnalyzeDataFlow((StatementSyntax)node);
        return data is { Succeeded: true }
            ? [.. data.DefinitelyAssignedOnEntry.Where(variables.IsKnown).Select(variables.NumberOf).Where(n => names.Declared.Contains(n)).OrderBy(n => n)]
            : [];
    }

    // What an expression declares counts as assigned before it only where that is never reached.
    private bool IsReached(ExpressionSyntax expression, NameUse names)
        => names.Declared.IsEmpty
            || flow.Model.AnalyzeDataFlow(expression) is not { Succeeded: true } data
            || !data.DefinitelyAssignedOnEntry.Any(v => variables.IsKnown(v) && names.Declared.Contains(variables.NumberOf(v)));

    private bool HasInitializer(int number)
        => flow.Variables[number]?.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax(flow.CancellationToken) is VariableDeclaratorSyntax { Initializer: not null };
}
