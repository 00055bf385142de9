import assert from 'node:assert/strict';
import { plainLabel, plainNotice } from '../../../src/host/plainText';

describe('text of servers and people', () => {
  it('draws no icon in a label', () => {
    assert.equal(plainLabel('t$(check) 42 %'), 't\\$(check) 42 %');
    assert.equal(plainLabel('$(sync~spin)$(x)'), '\\$(sync~spin)\\$(x)');
    assert.equal(plainLabel('价格 $5 (a) $(a b) $('), '价格 $5 (a) $(a b) $(');
  });

  it('is no link in a notice', () => {
    const message = 'Error 9026: "[retry](command:workbench.action.quit) [x](https://a.example)"';
    assert.equal(
      plainNotice(message),
      'Error 9026: "[retry] (command:workbench.action.quit) [x] (https://a.example)"',
    );
    assert.equal(plainNotice('[::1]:2881 (a) refused'), '[::1]:2881 (a) refused');
  });
});
