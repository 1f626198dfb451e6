using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The library's types and members that a flow's text can name, and the tests for them.</summary>
internal static class FlowNames
{
    public const string WorkflowAttribute = "RunkonFlow.Typed.WorkflowAttribute";
    public const string FlowAttribute = "RunkonFlow.Typed.FlowAttribute";
    public const string SubFlowAttribute = "RunkonFlow.Typed.SubFlowAttribute";
    public const string StepAttribute = "RunkonFlow.Typed.StepAttribute";
    public const string GateAttribute = "RunkonFlow.Typed.GateAttribute";
    public const string SignalAttribute = "RunkonFlow.Typed.SignalAttribute";
    public const string FormerlyAttribute = "RunkonFlow.Typed.FormerlyAttribute";
    public const string FormerLocalAttribute = "RunkonFlow.Typed.FormerLocalAttribute";
    public const string Flow = "RunkonFlow.Typed.Flow";
    public const string StepContext = "RunkonFlow.Typed.StepContext";
    public const string DbTransaction = "System.Data.Common.DbTransaction";
    public const string StepFailedException = "RunkonFlow.Typed.StepFailedException";
    public const string CancellationToken = "System.Threading.CancellationToken";

    public static bool IsNamed(this ITypeSymbol? type, string fullName)
    {
        if (type is not INamedTypeSymbol named)
            return false;
        var dot = fullName.LastIndexOf('.');
        return named.MetadataName == fullName.Substring(dot + 1)
            && named.ContainingType is null
            && named.ContainingNamespace.ToDisplayString() == fullName.Substring(0, dot);
    }

    public static AttributeData? Attribute(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass.IsNamed(fullName))
                return attribute;
        return null;
    }

    /// <summary>Whether an attribute makes an operation that may be given an id.</summary>
    public static bool HasId(ITypeSymbol? attribute) => attribute.IsNamed(StepAttribute) || attribute.IsNamed(GateAttribute) || attribute.IsNamed(SignalAttribute);

    /// <summary>A static member of <c>Flow</c> by its name.</summary>
    public static bool IsFlowMember(this ISymbol? symbol, string name)
        => symbol is not null && symbol.Name == name && symbol.ContainingType.IsNamed(Flow);

    /// <summary>The names that <c>[Formerly]</c> on a member or type says it had, in source order.</summary>
    public static IEnumerable<string> FormerNames(this ISymbol symbol)
        => symbol.GetAttributes().Where(a => a.AttributeClass.IsNamed(FormerlyAttribute)).Select(a => a.ConstructorArguments is [{ Value: string id }] ? id : "")
            .Where(id => id.Length > 0);

    /// <summary>Filled in by the engine, never stored.</summary>
    public static bool IsEngineParameter(this IParameterSymbol parameter)
        => parameter.Type.IsNamed(CancellationToken) || parameter.Type.IsNamed(StepContext) || parameter.Type.IsNamed(DbTransaction);

    /// <summary>What the engine fills an engine parameter with.</summary>
    public static Model.ArgumentSource EngineSource(this IParameterSymbol parameter)
        => parameter.Type.IsNamed(CancellationToken) ? Model.ArgumentSource.Token
            : parameter.Type.IsNamed(StepContext) ? Model.ArgumentSource.Context
            : Model.ArgumentSource.Transaction;

    /// <summary>A type as emitted code names it.</summary>
    public static string Text(this ITypeSymbol type) => type.ToDisplayString(s_text);

    private static readonly SymbolDisplayFormat s_text = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
}
