using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Gives each variable of a flow its number. By symbol: two locals of one name are two variables.</summary>
internal sealed class VariableTable(FlowContext flow)
{
    private readonly Dictionary<ISymbol, int> _numbers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _carriedNumbers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _caughtBy = new(SymbolEqualityComparer.Default);
    private readonly List<VariableModel> _variables = [];

    public ImmutableArray<VariableModel> ToImmutable() => [.. _variables];

    public VariableModel this[int number] => _variables[number];

    /// <summary>The local functions and constants that pieces have named, in the order of their numbers.</summary>
    public List<(ISymbol Symbol, StatementSyntax Declaration)> Carried { get; } = [];

    /// <summary>Whether a symbol is a local or parameter of the flow method itself, not of a lambda or local function in it.</summary>
    public bool IsVariable(ISymbol? symbol)
        => symbol is ILocalSymbol { IsConst: false } or IParameterSymbol
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, flow.Method);

    /// <summary>
    /// Whether a variable has been named so far. Data flow analysis also lists those that are declared further on, of which nothing
    /// is known yet: behind a jump, where no statement is reached, every variable counts as assigned.
    /// </summary>
    public bool IsKnown(ISymbol symbol) => IsVariable(symbol) && _numbers.ContainsKey(symbol);

    public int NumberOf(ISymbol symbol)
    {
        if (!_numbers.TryGetValue(symbol, out var number))
            _numbers[symbol] = number = Add(symbol, Describe(symbol));
        return number;
    }

    /// <summary>The variable of a catch clause belongs to its try.</summary>
    public void Caught(ISymbol symbol, int tryNumber) => _caughtBy[symbol] = tryNumber;

    /// <summary>A variable that the user gave no name.</summary>
    public int AddHidden(VariableKind kind, string name, ITypeSymbol type)
        => Add(null, new VariableModel
        {
            Number = _variables.Count,
            Kind = kind,
            Name = name,
            Type = type.Text(),
            Payload = flow.Payloads.Parse(type),
            IsReference = MayBeNull(type),
        });

    /// <summary>A variable of a type that only emitted text names; it never lives across an operation.</summary>
    public int AddHidden(VariableKind kind, string name, string type)
        => Add(null, new VariableModel { Number = _variables.Count, Kind = kind, Name = name, Type = type, Payload = null });

    public int CarriedNumberOf(ISymbol symbol, StatementSyntax declaration)
    {
        if (!_carriedNumbers.TryGetValue(symbol, out var number))
        {
            _carriedNumbers[symbol] = number = Carried.Count;
            Carried.Add((symbol, declaration));
        }
        return number;
    }

    public static bool MayBeNull(ITypeSymbol type)
        => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private int Add(ISymbol? symbol, VariableModel variable)
    {
        _variables.Add(variable);
        flow.Variables.Add(symbol);
        return variable.Number;
    }

    private VariableModel Describe(ISymbol symbol)
    {
        var type = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
        var kind = _caughtBy.ContainsKey(symbol) ? VariableKind.Caught
            : symbol is not IParameterSymbol parameter ? VariableKind.Local
            : parameter.IsEngineParameter() ? VariableKind.Engine
            : VariableKind.Parameter;
        return new VariableModel
        {
            Number = _variables.Count,
            Kind = kind,
            Name = Escape(symbol.Name),
            Type = type.Text(),
            Payload = kind is VariableKind.Engine or VariableKind.Caught ? null : flow.Payloads.Parse(type),
            IsMutableStruct = type is { TypeKind: TypeKind.Struct, IsReadOnly: false, SpecialType: SpecialType.None }
                && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
                && symbol is not ILocalSymbol { IsForEach: true },
            IsReference = MayBeNull(type),
            Default = symbol is IParameterSymbol { HasExplicitDefaultValue: true } optional ? DefaultOf(optional) : null,
            Try = _caughtBy.TryGetValue(symbol, out var number) ? number : 0,
        };
    }

    private static string DefaultOf(IParameterSymbol parameter)
        => parameter.ExplicitDefaultValue switch
        {
            null => "default",
            var value when parameter.Type.TypeKind == TypeKind.Enum => $"({parameter.Type.Text()}){SymbolDisplay.FormatPrimitive(value, true, false)}",
            float value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
            double value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
            decimal value => value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
            var value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
}
