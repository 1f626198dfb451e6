using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Draws the body of one flow or sub-flow.</summary>
public sealed partial class MethodDraw
{
    private const int MaxDepth = 5;
    private const int MaxLoops = 2;

    private readonly Draw _draw;
    private readonly Scope _scope;
    private readonly Expressions _expressions;
    private readonly ImmutableArray<string> _subFlows;
    private readonly bool _isInline;
    private int _budget;

    public MethodDraw(Draw draw, int budget, ImmutableArray<string> subFlows, bool isInline)
    {
        (_draw, _budget, _subFlows, _isInline) = (draw, budget, subFlows, isInline);
        _scope = new Scope(draw);
        _expressions = new Expressions(draw, _scope, isInline);
        foreach (var name in (string[])["a", "b", "c", "d"]) _scope.AddInt(name);
    }

    /// <param name="wanted">Pairs of kinds that shall stand in it, the second directly inside the first.</param>
    public Block Body(params ReadOnlySpan<(StatementKind Parent, StatementKind Kind)> wanted)
    {
        var statements = new List<Statement>();
        var place = new Place(0, 0, false, false, false, false, false);
        statements.Add(Call(place));
        foreach (var (parent, kind) in wanted) statements.AddRange(_draw.Chance(92) ? [Guarded(place, p => Wanted(parent, kind, p))] : Wanted(parent, kind, place));
        if (_draw.Chance(25)) statements.Add(Guarded(place, Crossing));
        if (_draw.Chance(25)) statements.Add(Guarded(place, Tolerating));
        while (_budget > 0) statements.AddRange(_draw.Chance(85) ? [Guarded(place, p => [.. Statement(p)])] : Statement(place));
        return new([.. statements]);
    }

    private Block Block(Place place, bool mustBeDurable = false, Func<Statement[]>? first = null) => _scope.Nested(() =>
    {
        var statements = new List<Statement>(first?.Invoke() ?? []);
        if (_wanted is { } kind && CanStand(kind, place))
        {
            _wanted = null;
            if (!place.IsPlain && !StatementKinds.IsDurable(kind)) statements.Add(PlainCall());
            statements.AddRange(Make(kind, place));
            if (IsJump(statements[^1])) return new Block([.. statements]);
        }
        for (var i = 1 + _draw.Next(3); i > 0; i--) statements.AddRange(Statement(place));
        if (mustBeDurable && !place.IsPlain && !statements.Any(s => s.IsDurable)) statements.Add(PlainCall());
        if (_draw.Chance(20))
        {
            statements.Add(place is { IsPlain: false, InFinally: false } && _draw.Chance(20) ? ReturnAwait() : Jump(place));
            // What is never reached.
            if (_draw.Chance(10)) statements.AddRange(Statement(place));
        }
        return new Block([.. statements]);
    });

    private IEnumerable<Statement> Statement(Place place)
    {
        _budget--;
        var isLeaf = place.Depth >= MaxDepth || _budget <= 0;
        var choices = new List<(int, Func<IEnumerable<Statement>>)>
        {
            (2, () => Declaring(place)),
            (2, () => [new Assign(_scope.Target(), _expressions.Value())]),
            (1, () => [new Increment(_scope.Target())]),
            (1, () => [Destructured(place)]),
            (1, LocalFunction),
            (2, () => [PlainIf(place)]),
        };
        if (!isLeaf)
        {
            choices.Add((1, () => [PlainLoop(place)]));
            choices.Add((1, () => TryStatement(place with { IsPlain = true })));
            choices.Add((1, () => [SwitchStatement(place with { IsPlain = true })]));
        }
        if (!place.IsPlain) choices.AddRange(Durable(place, isLeaf));
        return _draw.Weighted(choices)();
    }

    private IEnumerable<(int, Func<IEnumerable<Statement>>)> Durable(Place place, bool isLeaf)
    {
        yield return (14, () => [Call(place)]);
        if (!_isInline) yield return (2, () => [Timer()]);
        if (_subFlows.Length > 0) yield return (3, () => [CallOf(_draw.One(_subFlows), OperationKind.SubFlow, TwoInts(), Use(place))]);
        if (!place.InFinally && place.Depth > 0) yield return (1, () => [Branch(place.Inside, () => new([ReturnAwait()]), null)]);
        if (isLeaf) yield break;
        yield return (4, () => [If(place)]);
        yield return (2, () => [new Nested(Block(place.Inside, mustBeDurable: true))]);
        yield return (3, () => [SwitchStatement(place)]);
        yield return (place.Depth == 0 ? 16 : 9, () => TryStatement(place));
        if (place.Loops >= MaxLoops) yield break;
        yield return (3, () => [Loop(place, isDo: false)]);
        yield return (3, () => [Loop(place, isDo: true)]);
        yield return (3, () => [ForStatement(place)]);
        yield return (3, () => [ForEachStatement(place)]);
    }

    // ---- statements of segments ----

    private IEnumerable<Statement> Declaring(Place place)
    {
        switch (_draw.Next(5))
        {
            case 0:
                var text = $"t{_scope.NextNumber()}";
                var value = _expressions.Value();
                _scope.AddText(text);
                return [new Local(text, new($"$\"x{{({value.Flow})}}\"", $"$\"x{{({value.For(isReference: true)})}}\""))];
            default:
                var initial = _expressions.Value();
                return [new Local(Declared(place), initial)];
        }
    }

    private string Declared(Place place)
    {
        var name = _scope.NewInt(place.Depth);
        _scope.AddInt(name);
        return name;
    }

    private Deconstruction Destructured(Place place)
    {
        if (_scope.Pairs.Count > 0 && _draw.Chance(40))
        {
            var pair = _draw.One(_scope.Pairs);
            var text = $"t{_scope.NextNumber()}";
            _scope.AddText(text);
            return new(true, Declared(place), text, pair);
        }
        var (left, right) = (_expressions.Value(), _expressions.Value());
        var value = new Expr($"({left.Flow}, {right.Flow})", $"({left.For(true)}, {right.For(true)})");
        if (_draw.Chance(50)) return new(true, Declared(place), Declared(place), value);
        var (first, second) = (_scope.Target(), _scope.Target());
        return new(false, first, second == first ? "_" : second, value);
    }

    private IEnumerable<Statement> LocalFunction()
    {
        var name = $"L{_scope.NextNumber()}";
        var function = new LocalFunction(name, _scope.Target(), $"x + {_expressions.Any()} % 5");
        _scope.AddFunction(name);
        return [function];
    }

    private If PlainIf(Place place)
    {
        var inside = place.Inside with { IsPlain = true };
        // Out in the open a jump ends the run, and what follows it shows nothing.
        if (_draw.Chance(place is { CanBreak: true } or { CanRethrow: true } ? 70 : place.Depth == 0 ? 5 : 30)) return Branch(inside, () => new([Jump(inside)]), null);
        return Branch(inside, () => Block(inside), _draw.Chance(50) ? () => Block(inside) : null);
    }

    private Statement PlainLoop(Place place)
    {
        var plain = place with { IsPlain = true };
        return _draw.Next(3) switch
        {
            0 => Loop(plain, _draw.Chance(50)),
            1 => ForStatement(plain),
            _ => ForEachStatement(plain),
        };
    }

    private Statement Jump(Place place)
    {
        var choices = new List<(int, Func<Statement>)> { (1, () => new Throw(_expressions.Exception())) };
        if (place.CanBreak) choices.Add((4, () => new Break()));
        if (place.CanContinue) choices.Add((4, () => new Continue()));
        if (!place.InFinally) choices.Add((place.Depth < 2 ? 1 : 2, () => new Return(_expressions.Value())));
        if (_scope.Caught.Count > 0) choices.Add((3, () => new ThrowCaught(_draw.One(_scope.Caught))));
        if (place.CanRethrow) choices.Add((3, () => new Rethrow()));
        return _draw.Weighted(choices)();
    }
}
