using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <content>Statements that hold blocks.</content>
public sealed partial class MethodDraw
{
    private If If(Place place)
    {
        var inside = place.Inside;
        return Branch(inside, () => Block(inside, mustBeDurable: true), _draw.Next(10) switch
        {
            < 4 => () => Block(inside),
            < 6 => () => new([If(inside)]),
            _ => null,
        });
    }

    private If Branch(Place inside, Func<Block> then, Func<Block>? other, ConditionForm? wanted = null)
    {
        var form = wanted ?? _draw.Next(10) switch { < 2 => ConditionForm.Pattern, < 4 => ConditionForm.OutVariable, _ => ConditionForm.Plain };
        var condition = form == ConditionForm.Plain ? _expressions.Condition() : (Expr)_expressions.Any();
        var declared = form == ConditionForm.Plain ? null : $"o{_scope.NextNumber()}";
        var whenTrue = _scope.Nested(() =>
        {
            // Assigned only where the condition holds, so it is readable only there.
            if (declared is not null) _scope.AddInt(declared);
            return then();
        });
        return new(form, condition, declared, whenTrue, other is null ? null : _scope.Nested(other));
    }

    private Switch SwitchStatement(Place place)
    {
        var inside = place.InSection;
        if (_draw.Chance(30))
        {
            var second = $"k{_scope.NextNumber()}";
            var tuple = $"({_expressions.Any()} % 3, {_expressions.Any()} % 4)";
            return new(tuple,
            [
                new("case (0, 0):", Block(inside)),
                new($"case (0 or 1, var {second}):", With(second, () => Block(inside, mustBeDurable: true))),
                new("default:", Block(inside)),
            ]);
        }
        var number = $"k{_scope.NextNumber()}";
        var sections = ImmutableArray.Create(
            new Section("case 0: case 1:", Block(inside, mustBeDurable: true)),
            new Section($"case int {number} when {number} > {_expressions.Any()} % 4:", With(number, () => Block(inside))));
        if (_draw.Chance(50)) sections = sections.Add(new("default:", Block(inside)));
        return new($"{_expressions.Any()} % 6", sections);
    }

    private Block With(string variable, Func<Block> content) => _scope.Nested(() =>
    {
        _scope.AddInt(variable);
        return content();
    });

    private While Loop(Place place, bool isDo)
    {
        var (number, condition, bound) = (_scope.NextNumber(), _expressions.Condition(), Bound());
        return new(isDo, number, condition, bound, Block(place.InLoop, mustBeDurable: true));
    }

    private For ForStatement(Place place)
    {
        var (number, bound) = (_scope.NextNumber(), Bound());
        var condition = _draw.Chance(40) ? _expressions.Condition() : null;
        return _scope.Nested(() =>
        {
            // With a range the limit and the variable are the bound, so the body may not assign them.
            _scope.AddInt($"i{number}", isAssignable: false);
            if (condition is not null) _scope.AddInt($"j{number}");
            return new For(number, condition, bound, Block(place.InLoop, mustBeDurable: true));
        });
    }

    private ForEach ForEachStatement(Place place)
    {
        var number = _scope.NextNumber();
        if (_draw.Chance(20)) return ForEachPair(place, number);
        var items = new Expr(_draw.Next(3) switch
        {
            0 => $"new List<int> {{ {_expressions.Any()}, Note({_expressions.Any()}), {_draw.Next(9)} }}",
            1 => $"new[] {{ {_expressions.Any()}, {_draw.Next(9)} }}",
            _ => $"Enumerable.Range({_expressions.Any()} % 5, 2)",
        });
        var type = _draw.One<string>(["var", "int", "long"]);
        return _scope.Nested(() =>
        {
            _scope.AddInt($"item{number}", isAssignable: false, type == "long" ? $"(int)item{number}" : null);
            return new ForEach(number, type, items, Block(place.InLoop, mustBeDurable: true));
        });
    }

    private ForEach ForEachPair(Place place, int number)
    {
        var second = _scope.Pairs.Count > 0 ? _draw.One(_scope.Pairs) : $"new Pair({_draw.Next(9)}, \"second\")";
        var items = new Expr($"new[] {{ new Pair({_expressions.Any()}, \"first\"), {second} }}");
        var text = $"t{_scope.NextNumber()}";
        return _scope.Nested(() =>
        {
            _scope.AddInt($"item{number}", isAssignable: false);
            _scope.AddText(text);
            return new ForEach(number, "var", items, Block(place.InLoop, mustBeDurable: true), text);
        });
    }

    private LoopBound Bound()
        => new(2 + _draw.Next(4), _draw.Chance(30) ? 2 : 0, $"{_expressions.Any()} % 2", !_isInline && _draw.Chance(85));

    private Statement[] TryStatement(Place place, bool? isFinally = null)
    {
        var number = _scope.NextNumber();
        // One that nothing but the handlers reads is kept for their sake alone.
        var own = _draw.Chance(30) ? new Local($"z{number}", _expressions.Value()) : null;
        var witness = own?.Name ?? (_draw.Chance(50) ? _scope.Target() : null);
        Statement[] First() => witness is null ? [] : place.IsPlain
            ? [new Assign(witness, _expressions.Value())]
            : [new Assign(witness, $"{_expressions.Any()} + {1 + _draw.Next(5)}"), Call(place.Inside)];
        Statement[] read = witness is null ? [] : [new Witness(witness)];

        var body = Block(place.Inside, mustBeDurable: true, First);
        var form = isFinally is { } wanted ? wanted ? _draw.Next(6) : 4 + _draw.Next(6) : _draw.Next(10);
        var catches = ImmutableArray<Catch>.Empty;
        if (form >= 4)
        {
            var hasFinalizer = Statements.HasFinalizer(body);
            if (_draw.Chance(40)) catches = catches.Add(Clause(place, hasFinalizer, isFiltered: true, read));
            if (catches.IsEmpty || _draw.Chance(60)) catches = catches.Add(Clause(place, hasFinalizer, isFiltered: false, read));
        }
        var final = form < 6 ? OrEmpty(read.Length == 0, () => Block(place.InFinalizer, mustBeDurable: _draw.Chance(70), () => read)) : null;
        var statement = new Try(number, body, catches, final);
        return own is null ? [statement] : [own, statement];
    }

    private Catch Clause(Place place, bool hasInnerFinalizer, bool isFiltered, Statement[] read)
    {
        var variable = $"e{_scope.NextNumber()}";
        var isAny = place.IsPlain && _draw.Chance(60);
        Expr? filter = isFiltered ? isAny ? $"{variable}.Message.Length % 2 == 0" : _expressions.Filter(variable, hasInnerFinalizer) : null;
        return _scope.Nested(() =>
        {
            _scope.AddCaught(variable);
            var first = isAny || _isInline || _draw.Chance(60) ? read : [.. read, new Assign(_scope.Target(), $"Earlier({variable})")];
            return new Catch(isAny, variable, filter, OrEmpty(read.Length == 0, () => Block(place.InHandler, mustBeDurable: false, () => first)));
        });
    }

    /// <summary>A handler that does nothing, now and then.</summary>
    private Block OrEmpty(bool mayBeEmpty, Func<Block> content) => mayBeEmpty && _wanted is null && _draw.Chance(20) ? new([]) : content();
}
