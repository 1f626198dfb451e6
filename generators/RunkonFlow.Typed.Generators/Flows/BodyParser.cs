using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Flows.Rules;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Walks the statements of a flow. What holds no durable operation is taken over as it stands; around operations only the statements
/// below are known, and any other is a finding.
/// </summary>
internal sealed class BodyParser
{
    private readonly FlowContext _flow;
    private readonly VariableTable _variables;
    private readonly JumpTargets _targets = new();
    private readonly OperationParser _operations;
    private readonly Enclosures _enclosures = new();

    public BodyParser(FlowContext flow, VariableTable variables)
    {
        (_flow, _variables) = (flow, variables);
        Pieces = new PieceParser(flow, variables, _targets);
        _operations = new OperationParser(flow, variables, Pieces);
    }

    public PieceParser Pieces { get; }

    public IReadOnlyList<OperationModel> Operations => _operations.Operations;

    public IReadOnlyList<FlowBody> Inner => _operations.Inner;

    public List<LoopModel> Loops { get; } = [];

    public List<SwitchName> Switches { get; } = [];

    public IReadOnlyList<Enclosure> Enclosures => _enclosures.All;

    public BlockModel Parse(MethodDeclarationSyntax method)
    {
        if (method.Body is not null)
            return Block(method.Body.Statements);
        return ExpressionBody(method.ExpressionBody!.Expression);
    }

    /// <summary><c>=> await X();</c> or <c>=> X();</c>: one statement, which returns where the flow has a result.</summary>
    private BlockModel ExpressionBody(ExpressionSyntax expression)
    {
        if (DurableCall.In(expression is AwaitExpressionSyntax awaited ? awaited.Expression : null, _flow.Model) is { } call)
        {
            var use = _flow.Method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } ? ResultUse.Returned : ResultUse.Ignored;
            return new BlockModel([_operations.Parse(new DurableStatement(call, use, null, null))]);
        }
        _flow.Report(RuleIds.OperationInUnsupportedPlace, expression, expression.ToString());
        return new BlockModel([]);
    }

    private BlockModel Block(IEnumerable<StatementSyntax> statements)
    {
        var parsed = new List<StatementModel>();
        LocalDeclarationStatementSyntax? resource = null;
        foreach (var statement in statements)
        {
            _flow.CancellationToken.ThrowIfCancellationRequested();
            if (resource is not null && DurableCall.IsIn(statement, _flow.Model))
            {
                _flow.Report(RuleIds.StatementNotSupportedAroundOperation, resource, "using");
                resource = null;
            }
            if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } declaration)
                resource = declaration;
            if (Statement(statement) is { } model)
                parsed.Add(model);
        }
        return new BlockModel([.. parsed]);
    }

    // An array, not a SyntaxList: the latter would copy the statement out of its tree.
    private BlockModel Body(StatementSyntax body) => Block(body is BlockSyntax block ? block.Statements : new[] { body });

    private StatementModel? Statement(StatementSyntax statement)
    {
        if (DurableStatement.Recognise(statement, _flow.Model) is { } operation)
            return _operations.Parse(operation);
        // Each segment that names a constant or a local function repeats its declaration, so here is none.
        if (statement is LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax { IsConst: true } && IsPlain(statement))
            return null;
        if (!DurableCall.IsIn(statement, _flow.Model))
            return PlainStatement.IsSupported(statement, _flow) ? new PieceStatement(Pieces.Statement(statement)) : null;
        switch (statement)
        {
            case BlockSyntax block:
                return Block(block.Statements);
            case IfStatementSyntax s when IsPlain(s.Condition):
                return If(s);
            case WhileStatementSyntax s when IsPlain(s.Condition):
                return Loop(s, "while", s.Condition, [], [], s.Statement, testsFirst: true);
            case DoStatementSyntax s when IsPlain(s.Condition):
                return Loop(s, "do", s.Condition, [], [], s.Statement, testsFirst: false);
            case ForStatementSyntax s when s.Initializers.Concat(s.Incrementors).All(IsPlain)
                    && (s.Condition is null || IsPlain(s.Condition)) && (s.Declaration is null || IsPlain(s.Declaration)):
                SyntaxNode[] initializers = s.Declaration is { } declaration ? [declaration] : [.. s.Initializers];
                return Loop(s, "for", s.Condition, initializers, [.. s.Incrementors], s.Statement, testsFirst: true);
            case CommonForEachStatementSyntax s when IsPlain(s.Expression):
                return ForEach(s);
            case SwitchStatementSyntax s when IsPlain(s.Expression) && s.Sections.SelectMany(x => x.Labels).All(IsPlain):
                return Switch(s);
            case TryStatementSyntax s:
                return Try(s);
            case LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax
                or LocalFunctionStatementSyntax or IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
                or CommonForEachStatementSyntax or SwitchStatementSyntax:
                Unsupported(statement);
                return null;
            default:
                _flow.Report(RuleIds.StatementNotSupportedAroundOperation, statement, Keyword(statement));
                return null;
        }
    }

    private bool IsPlain(SyntaxNode node) => !DurableCall.IsIn(node, _flow.Model);

    /// <summary>Operations that stand where none may: each is reported by itself.</summary>
    private void Unsupported(StatementSyntax statement)
    {
        foreach (var call in statement.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (_flow.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || DurableCall.KindOf(method) is null)
                continue;
            var isInsideOperationStatement = call.Ancestors().TakeWhile(a => a != statement).OfType<StatementSyntax>()
                .Any(s => DurableStatement.Recognise(s, _flow.Model) is not null && statement is not LocalFunctionStatementSyntax);
            if (!isInsideOperationStatement)
                _flow.Report(RuleIds.OperationInUnsupportedPlace, call, method.Name);
        }
    }

    private static string Keyword(StatementSyntax statement) => statement.GetFirstToken().ToString();

    private IfModel If(IfStatementSyntax s)
    {
        var condition = Pieces.Condition(s.Condition, null, s.Statement, s.Else?.Statement ?? Next(s));
        return new IfModel(condition, Body(s.Statement), s.Else is { } other ? Body(other.Statement) : null);
    }

    private LoopStatement Loop(
        StatementSyntax s, string keyword, ExpressionSyntax? condition, SyntaxNode[] initializers, SyntaxNode[] incrementors, StatementSyntax body, bool testsFirst)
    {
        condition = condition is null ? null : FlowSyntax.Unparenthesized(condition);
        var (loop, before) = (AddLoop(s, condition), Operations.Count);
        var first = initializers.Select(Pieces.Expression).ToArray();
        var guarded = condition is InvocationExpressionSyntax guard && loop.Guard != LoopGuardKind.None
            ? LoopGuards.Text(loop, PieceText.Of(guard.ArgumentList))
            : null;
        var test = condition is null ? null : Pieces.Condition(condition, guarded, testsFirst ? body : null, Next(s));
        var block = Body(body);
        Close(loop, keyword, before);
        return new LoopStatement(loop.Number, [.. first], test, testsFirst, block, [.. incrementors.Select(Pieces.Expression)]);
    }

    private LoopModel AddLoop(StatementSyntax s, ExpressionSyntax? condition)
    {
        var guard = LoopGuards.KindOf(condition, _flow.Model, out var progress);
        var loop = new LoopModel
        {
            Number = _targets.AddBreakable(s),
            Id = "",
            Guard = guard,
            ProgressType = progress?.Text(),
            ProgressPayload = progress is null ? null : _flow.Payloads.Parse(progress),
            IsForEach = s is CommonForEachStatementSyntax,
            IsForever = LoopGuards.IsForever(condition, _flow.Model),
            TestsFirst = s is not DoStatementSyntax,
        };
        Loops.Add(loop);
        return loop;
    }

    /// <summary>A loop gets its name when all that stands in it is known.</summary>
    private void Close(LoopModel loop, string keyword, int before)
        => Loops[Loops.IndexOf(loop)] = loop with { Id = Name(keyword, loop.Number, before) };

    private string Name(string keyword, int number, int before) => _enclosures.Close(keyword, number, [.. Operations.Skip(before)]).Name;

    private ForEachStatement? ForEach(CommonForEachStatementSyntax s)
    {
        var info = _flow.Model.GetForEachStatementInfo(s);
        var sequence = _flow.Model.Compilation.GetSpecialType(SpecialType.System_Collections_Generic_IEnumerable_T);
        if (s.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) || info.ElementType is null
            || !_flow.Model.Compilation.HasImplicitConversion(_flow.Model.GetTypeInfo(s.Expression).Type, sequence.Construct(info.ElementType)))
        {
            _flow.Report(RuleIds.StatementNotSupportedAroundOperation, s.Expression, "foreach");
            return null;
        }
        var (loop, before) = (AddLoop(s, null), Operations.Count);
        var items = _variables.AddHidden(VariableKind.Items, $"__items{loop.Number}", _flow.Model.Compilation.CreateArrayTypeSymbol(info.ElementType));
        var collection = Pieces.Store(s.Expression, items, $"global::RunkonFlow.Typed.Machines.Snapshot.Of<{info.ElementType.Text()}>(", ")");
        if (s is ForEachStatementSyntax simple)
        {
            var item = _flow.Model.GetDeclaredSymbol(simple)!;
            var simpleBody = Body(s.Statement);
            Close(loop, "foreach", before);
            return new ForEachStatement(loop.Number, collection, _variables.NumberOf(item), null, items, simpleBody);
        }
        var whole = _variables.AddHidden(VariableKind.Result, $"__item{loop.Number}", info.ElementType);
        var left = ((ForEachVariableStatementSyntax)s).Variable;
        var parts = _operations.TakeApart(left, whole);
        var body = Body(s.Statement);
        Close(loop, "foreach", before);
        return new ForEachStatement(loop.Number, collection, whole, parts, items, body);
    }

    private SwitchModel Switch(SwitchStatementSyntax s)
    {
        var (number, before) = (_targets.AddBreakable(s), Operations.Count);
        var selection = Pieces.Select(s);
        var sections = s.Sections.Select(section => Block(section.Statements)).ToList();
        Switches.Add(new SwitchName(number, Name("switch", number, before)));
        return new SwitchModel(number, selection, [.. sections]);
    }

    private TryModel Try(TryStatementSyntax s)
    {
        var (number, before) = (_targets.AddTry(s), Operations.Count);
        var body = Block(s.Block.Statements);
        var catches = new List<CatchModel>();
        foreach (var clause in s.Catches)
        {
            if (!_flow.Model.GetTypeInfo(clause.Declaration?.Type ?? (SyntaxNode)clause).Type.IsNamed(FlowNames.StepFailedException))
                _flow.Report(RuleIds.StatementNotSupportedAroundOperation, clause.Declaration?.Type ?? (SyntaxNode)clause, "catch");
            if (clause.Declaration is { } declaration && _flow.Model.GetDeclaredSymbol(declaration) is { } variable)
                _variables.Caught(variable, number);
            var filter = clause.Filter is null ? null : Pieces.Filter(clause.Filter.FilterExpression);
            if (clause.Filter is not null && DurableCall.IsIn(clause.Filter, _flow.Model))
                _flow.Report(RuleIds.OperationInUnsupportedPlace, clause.Filter, "filter");
            catches.Add(new CatchModel(filter, Block(clause.Block.Statements)));
        }
        var final = s.Finally is null ? null : Block(s.Finally.Block.Statements);
        Name("try", number, before);
        return new TryModel(number, body, [.. catches], final);
    }

    /// <summary>The statement after this one in its block; what is assigned on its entry must have been stored.</summary>
    private static StatementSyntax? Next(StatementSyntax s)
        => s.Parent switch
        {
            BlockSyntax b => b.Statements.ElementAtOrDefault(b.Statements.IndexOf(s) + 1),
            SwitchSectionSyntax b => b.Statements.ElementAtOrDefault(b.Statements.IndexOf(s) + 1),
            _ => null,
        };
}
