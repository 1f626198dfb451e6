using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Finds the variables that a piece names, by their symbols. What a local function captures counts as named by the piece that names
/// the function.
/// </summary>
internal sealed class NameCollector(FlowContext flow, VariableTable variables)
{
    private readonly SortedSet<int> _named = [];
    private readonly SortedSet<int> _declared = [];
    private readonly SortedSet<int> _written = [];
    private readonly SortedSet<int> _carried = [];
    private readonly Queue<SyntaxNode> _nodes = new();
    private IReadOnlyList<SyntaxNode> _own = [];

    /// <summary>The names in the nodes of one piece.</summary>
    public NameUse Collect(params SyntaxNode[] own)
    {
        _own = own;
        foreach (var node in own)
            _nodes.Enqueue(node);
        while (_nodes.Count > 0)
            Visit(_nodes.Dequeue());

        foreach (var number in _named)
            if (variables[number].IsMutableStruct && !_declared.Contains(number))
                _written.Add(number);
        _written.ExceptWith(_declared);
        return new NameUse
        {
            Named = [.. _named],
            Declared = [.. _declared],
            Written = [.. _written],
            Replaced = Replaced(own),
            Carried = [.. _carried],
        };
    }

    private void Visit(SyntaxNode node)
    {
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            switch (inner)
            {
                case IdentifierNameSyntax name:
                    Name(name, flow.Model.GetSymbolInfo(name).Symbol);
                    break;
                case VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax:
                    Declare(flow.Model.GetDeclaredSymbol(inner));
                    break;
            }
        }
    }

    private void Declare(ISymbol? symbol)
    {
        if (!variables.IsVariable(symbol))
            return;
        var number = variables.NumberOf(symbol!);
        _named.Add(number);
        _declared.Add(number);
    }

    private void Name(IdentifierNameSyntax name, ISymbol? symbol)
    {
        if (variables.IsVariable(symbol))
        {
            var number = variables.NumberOf(symbol!);
            _named.Add(number);
            if (IsWritten(name))
                _written.Add(number);
        }
        else if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } or ILocalSymbol { IsConst: true })
        {
            Carry(symbol);
        }
    }

    /// <summary>A local function or a constant has no value to keep: its declaration goes where its name is used.</summary>
    private void Carry(ISymbol symbol)
    {
        var original = symbol is IMethodSymbol method ? method.OriginalDefinition : symbol;
        if (!SymbolEqualityComparer.Default.Equals(original.ContainingSymbol, flow.Method) || original.DeclaringSyntaxReferences.Length == 0)
            return;
        var declaration = original.DeclaringSyntaxReferences[0].GetSyntax(flow.CancellationToken).FirstAncestorOrSelf<StatementSyntax>();
        if (declaration is null || _own.Any(own => own.Contains(declaration)))
            return;
        if (_carried.Add(variables.CarriedNumberOf(original, declaration)))
            _nodes.Enqueue(declaration);
    }

    /// <summary><c>x = …;</c> as a whole statement, where the right side does not name x.</summary>
    private ImmutableArray<int> Replaced(SyntaxNode[] own)
    {
        if (own is not [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment }]
            || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            || _carried.Count > 0
            || flow.Model.GetSymbolInfo(left).Symbol is not { } symbol
            || !variables.IsVariable(symbol))
        {
            return [];
        }
        foreach (var name in assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == left.Identifier.ValueText)
                return [];
        return [variables.NumberOf(symbol)];
    }

    private static bool IsWritten(ExpressionSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is ParenthesizedExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax } or TupleExpressionSyntax)
            node = node.Parent;
        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) || IsWritten(postfix),
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            RefExpressionSyntax => true,
            ForEachVariableStatementSyntax loop => loop.Variable == node,
            _ => false,
        };
    }
}
