using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// C# runs an exception filter before the finalizers inside its <c>try</c>, the machine behind them. So where there is such a
/// finalizer, a filter only asks what no finalizer can change.
/// </summary>
internal sealed class FiltersArePure : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is not TryStatementSyntax attempt || !flow.HoldsOperation(attempt)) continue;
            var finalizers = Finalizers(attempt.Block);
            if (finalizers.Count == 0) continue;
            foreach (var clause in attempt.Catches)
                if (clause.Filter is { FilterExpression: var filter } && Impure(filter, finalizers, flow.Model) is var (part, what))
                    flow.Report(RuleIds.FilterIsNotPure, part, what);
        }
    }

    private static List<SyntaxNode> Finalizers(BlockSyntax block)
        => [.. FlowSyntax.OfTheFlowItself(block).SelectMany(node => node switch
        {
            TryStatementSyntax { Finally: { } final } => (SyntaxNode[])[final],
            UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } => [node],
            _ => [],
        })];

    private static (SyntaxNode Part, string What)? Impure(ExpressionSyntax filter, List<SyntaxNode> finalizers, SemanticModel model)
    {
        foreach (var node in filter.DescendantNodesAndSelf())
        {
            var what = node switch
            {
                InvocationExpressionSyntax call when !FlowSyntax.IsInNameof(call, model) => $"calls '{NameOf(call)}'",
                BaseObjectCreationExpressionSyntax => "creates an object",
                AssignmentExpressionSyntax assignment => $"assigns '{assignment.Left}'",
                _ when Writes.Targets(node).FirstOrDefault() is { } target && node is not ExpressionSyntax { Parent: null } && IsWrite(node) => $"assigns '{target}'",
                SimpleNameSyntax name => Read(name, finalizers, model),
                ElementAccessExpressionSyntax element => $"reads '{element}'",
                BinaryExpressionSyntax or PrefixUnaryExpressionSyntax when IsUserDefined(node, model) => "uses an operator of its own",
                _ => null,
            };
            if (what is not null) return (node, what);
        }
        return null;
    }

    private static bool IsWrite(SyntaxNode node)
        => node is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax;

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        var name => name.ToString(),
    };

    private static string? Read(SimpleNameSyntax name, List<SyntaxNode> finalizers, SemanticModel model)
        => model.GetSymbolInfo(name).Symbol switch
        {
            ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } }
                when finalizers.Any(final => Writes.To(model.GetSymbolInfo(name).Symbol!, final, model))
                => $"reads '{name.Identifier.ValueText}', which an inner finalizer assigns",
            IFieldSymbol { IsConst: false, IsReadOnly: false } or IFieldSymbol { IsConst: false, Type.IsReferenceType: true } and not { Type.SpecialType: SpecialType.System_String }
                => $"reads the field '{name.Identifier.ValueText}'",
            IPropertySymbol property when !IsFixed(property) => $"reads '{name.Identifier.ValueText}', which can change",
            _ => null,
        };

    /// <summary>Properties of exceptions, texts and records: set when the object is made, and never again.</summary>
    private static bool IsFixed(IPropertySymbol property)
    {
        for (var type = property.ContainingType; type is not null; type = type.BaseType)
            if (type.Name == "Exception" && type.ContainingNamespace.ToDisplayString() == "System") return true;
        if (property.ContainingType.SpecialType == SpecialType.System_String || property.ContainingType.IsTupleType) return true;
        if (property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return true;
        var isAutomatic = property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
        return isAutomatic && property.SetMethod is null or { IsInitOnly: true };
    }

    private static bool IsUserDefined(SyntaxNode node, SemanticModel model)
        => model.GetSymbolInfo(node).Symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator };
}
